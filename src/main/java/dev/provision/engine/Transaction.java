package dev.provision.engine;

import dev.provision.plan.Call;
import dev.provision.plan.Fragment;
import dev.provision.plan.Probe;
import dev.provision.plan.Records;
import dev.provision.plan.Records.Entry;
import dev.provision.plan.Step;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Steps joined into one program that undoes everything when one of them fails; see {@code
 * engine/transaction.sh}. What it kept stays until {@link #commit()} or {@link #rollBack()}.
 */
final class Transaction {
  private static final Duration LIMIT = Duration.ofMinutes(40);

  /** All of them, always: an apply that died may have left any undo in the journal. */
  private static final List<Fragment> FRAGMENTS =
      List.of(
          new Fragment("resource/file"),
          new Fragment("resource/account"),
          new Fragment("resource/acl"),
          new Fragment("resource/kernel"),
          new Fragment("resource/systemd"),
          new Fragment("resource/packages"),
          new Fragment("engine/transaction"));

  private Transaction() {}

  /**
   * How it ended.
   *
   * @param failure what went wrong, with the step's own output
   * @param broken undo calls that failed, when going back failed too
   */
  record Result(Optional<String> failure, Optional<String> broken) {}

  /** The program that does the steps. */
  static Script script(List<Step> steps) {
    var calls = new StringBuilder();
    var contents = new StringBuilder();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      Call call = step.call();
      if (step.content().isPresent()) {
        byte[] bytes = step.content().get().text().getBytes(StandardCharsets.UTF_8);
        contents.append(i).append(' ').append(Base64.getEncoder().encodeToString(bytes));
        contents.append('\n');
        call = call.withFirst(String.valueOf(i));
      }
      calls.append(call.numberedLine(i)).append('\n');
    }
    contents.append(".\n");
    return program(
        "transaction \"$1\"",
        List.of(calls.toString()),
        contents.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** The program that forgets how to go back. */
  static Script commit() {
    return program("commit", List.of(), new byte[0]);
  }

  /** The program that goes back. */
  static Script rollBack() {
    return program("roll_back", List.of(), new byte[0]);
  }

  /**
   * Reads a program's records.
   *
   * @throws BusyException when somebody else holds the host's lock
   */
  static Result read(Outcome outcome, List<Step> steps) {
    Optional<String> failure = Optional.empty();
    Optional<String> broken = Optional.empty();
    boolean complete = false;
    for (Entry entry : Records.parseAll(outcome.stdout())) {
      switch (entry.kind()) {
        case "busy" -> throw new BusyException("another apply is at work: " + entry.field(0));
        case "failed" -> failure = Optional.of(failure(entry, steps));
        case "broken" -> broken = Optional.of(text(entry.decoded(0)));
        case "end" -> complete = true;
        default -> {}
      }
    }
    if (!complete) {
      String reason = "the program on the host ended early: " + outcome.stderr().strip();
      return new Result(Optional.of(reason), Optional.of("unknown"));
    }
    if (broken.isPresent() && failure.isEmpty()) {
      failure = Optional.of("an earlier apply was interrupted and could not be undone");
    }
    return new Result(failure, broken);
  }

  private static Script program(String main, List<String> arguments, byte[] input) {
    String text = Probe.program(FRAGMENTS) + main + "\nrecord end\n";
    return new Script(text, arguments, input, LIMIT);
  }

  private static String failure(Entry entry, List<Step> steps) {
    int number = entry.number(0);
    String output = text(entry.decoded(1)).strip();
    boolean known = number >= 0 && number < steps.size();
    return (known ? steps.get(number).title() : "a step") + ": " + output;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
