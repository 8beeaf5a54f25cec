package dev.provision.engine;

import dev.provision.plan.Call;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Probe;
import dev.provision.plan.Step;
import dev.provision.transport.Script;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The programs that change a host, and the orders that the first of them takes over its standard
 * input; see {@code engine/transaction.sh}.
 */
final class Transaction {
  /** Above the limits of all steps together, so that what is slow fails there, and goes back. */
  static final Duration LIMIT = Duration.ofHours(2);

  /** All of them, always: an apply that died may have left any undo in the journal. */
  private static final List<Fragment> FRAGMENTS =
      List.of(
          new Fragment("resource/file"),
          new Fragment("resource/kept"),
          new Fragment("resource/check"),
          new Fragment("resource/account"),
          new Fragment("resource/entries"),
          new Fragment("resource/acl"),
          new Fragment("resource/kernel"),
          new Fragment("resource/systemd"),
          new Fragment("resource/images"),
          new Fragment("resource/units"),
          new Fragment("resource/packages"),
          new Fragment("engine/undo"),
          new Fragment("engine/generations"),
          new Fragment("engine/transaction"));

  private static final List<Fragment> STANDALONE =
      List.of(
          new Fragment("resource/host"),
          new Fragment("script/bare"),
          new Fragment("script/judge"),
          new Fragment("script/orders"));

  private Transaction() {}

  /**
   * Waits for orders, under the host's lock; goes back when they end without {@link #commit}.
   *
   * @param facts that {@link #ask} may order
   */
  static Script script(Collection<Fact> facts) {
    Stream<Fragment> asked =
        facts.stream()
            .filter(fact -> fact.viewer() == Fact.Viewer.ROOT)
            .map(fact -> fact.call().fragment());
    return program(
        Stream.concat(FRAGMENTS.stream(), asked).distinct().toList(),
        "transaction\nlet_go",
        List.of());
  }

  /**
   * Takes generations back.
   *
   * @param generation the one that shall be current, or {@code previous}
   */
  static Script rollBack(String generation) {
    return program(FRAGMENTS, "roll_back \"$1\"\nlet_go", List.of(generation));
  }

  /** Lists generations. */
  static Script history() {
    return program(FRAGMENTS, "tell_generations", List.of());
  }

  /**
   * Contents first, then the calls: what arrives in part is not begun. A content that two steps
   * want, the check of a file and the file, is sent once.
   *
   * @param first number of the first step; numbers tell records and contents apart
   */
  static String steps(List<Step> steps, int first) {
    return steps(steps, first, (index, call) -> "step " + call);
  }

  /**
   * The same for an exported script; see {@code script/orders.sh}.
   *
   * @param acts whose step's number is the one in this list
   */
  static String acts(List<Act> acts) {
    return steps(
        acts.stream().map(Act::step).toList(),
        0,
        (index, call) -> {
          Act act = acts.get(index);
          return String.join(
              " ", "act", act.from(), act.before(), base64(act.step().title()), call);
        });
  }

  private static String steps(
      List<Step> steps, int first, BiFunction<Integer, String, String> order) {
    var contents = new StringBuilder();
    var staged = new HashMap<Step.Content, Integer>();
    var calls = new StringBuilder();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      int number = first + i;
      Call call = step.call();
      if (step.content().isPresent()) {
        Step.Content content = step.content().get();
        if (staged.putIfAbsent(content, number) == null) {
          String text = base64(content.text());
          contents.append("content ").append(number).append(' ').append(text).append('\n');
        }
        call = call.withFirst(String.valueOf(staged.get(content)));
      }
      calls.append(order.apply(i, base64(call.numberedLine(number)))).append('\n');
    }
    return contents.append(calls).toString();
  }

  /** Has facts answered. */
  static String ask(Probe probe) {
    // Never an empty word: blanks tell an order's words apart, and a last line end is not seen.
    return probe.words().stream()
        .map(word -> base64(word.isEmpty() ? "\n" : word))
        .collect(Collectors.joining(" ", "ask ", "\n"));
  }

  /**
   * Keeps what was done.
   *
   * @param info what history tells about it, one line
   */
  static String commit(String info) {
    return "commit " + base64(info) + "\n";
  }

  /**
   * Orders that belong together: the host begins none before it has all.
   *
   * @param orders whole lines
   */
  static String batch(String orders) {
    return "orders " + orders.length() + "\n" + orders;
  }

  /** The program of an exported script, which has all of {@link #acts} on its standard input. */
  static String standalone() {
    var fragments = new ArrayList<>(FRAGMENTS);
    fragments.addAll(STANDALONE);
    return program(fragments, "follow_all\nlet_go", List.of()).text();
  }

  private static Script program(List<Fragment> fragments, String main, List<String> arguments) {
    String text = Probe.program(fragments) + main + "\nrecord end\n";
    return new Script(text, arguments, new byte[0], LIMIT);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
