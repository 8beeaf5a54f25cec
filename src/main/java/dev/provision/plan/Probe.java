package dev.provision.plan;

import dev.provision.plan.Fact.Viewer;
import dev.provision.transport.Script;
import dev.provision.transport.ShellQuote;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Facts joined into one program: one exec answers them all, and a second one inside it answers what
 * only a pipeline's step can see.
 */
public final class Probe {
  private static final Fragment PROGRAM = new Fragment("plan/program");
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Answer UNANSWERED = new Answer(127, new byte[0]);

  private final List<Fact> facts;
  private final String stepUser;

  /**
   * @param facts asked once each, in order
   * @param stepUser account whose steps answer {@link Viewer#STEP} facts
   */
  public Probe(Collection<Fact> facts, String stepUser) {
    this.facts = List.copyOf(new LinkedHashSet<>(facts));
    this.stepUser = stepUser;
  }

  /** The program for the host. */
  public Script script() {
    String step = lines(Viewer.STEP);
    String text =
        program(fragments(Viewer.ROOT))
            + "answer_all \"$1\"\n"
            + "[ -z \"$3\" ] || as_step \"$2\" \"$3\"\n"
            + "record end\n";
    String inner =
        step.isEmpty()
            ? ""
            : program(fragments(Viewer.STEP)) + "answer_all " + ShellQuote.word(step) + "\n";
    return new Script(text, List.of(lines(Viewer.ROOT), stepUser, inner), new byte[0], LIMIT);
  }

  /**
   * The answers in the program's output. A fact without one (the step's shell did not come up, say)
   * gets status 127 and no text, so whoever asked sees a failure and not silence.
   *
   * @return empty when the output breaks off before its end
   */
  public Optional<Observation> read(String output) {
    var entries = Records.parseAll(output);
    if (entries.stream().noneMatch(entry -> entry.kind().equals("end"))) {
      return Optional.empty();
    }
    Map<Fact, Answer> answers = new HashMap<>();
    facts.forEach(fact -> answers.put(fact, UNANSWERED));
    for (var entry : entries) {
      int number = entry.number(0);
      if (entry.kind().equals("fact") && number >= 0 && number < facts.size()) {
        answers.put(facts.get(number), answer(entry.decoded(1)));
      }
    }
    return Optional.of(new Observation(answers));
  }

  /** The program's frame and the functions of some fragments. */
  public static String program(Collection<Fragment> fragments) {
    return PROGRAM.text() + fragments.stream().map(Fragment::text).collect(Collectors.joining());
  }

  private List<Fragment> fragments(Viewer viewer) {
    return facts.stream()
        .filter(fact -> fact.viewer() == viewer)
        .map(fact -> fact.call().fragment())
        .distinct()
        .toList();
  }

  private String lines(Viewer viewer) {
    return IntStream.range(0, facts.size())
        .filter(i -> facts.get(i).viewer() == viewer)
        .mapToObj(i -> facts.get(i).call().numberedLine(i) + "\n")
        .collect(Collectors.joining());
  }

  /** The status stands after the last line end. */
  private static Answer answer(byte[] payload) {
    int end = payload.length;
    int cut = end - 1;
    while (cut >= 0 && payload[cut] != '\n') {
      cut--;
    }
    if (cut < 0) {
      return UNANSWERED;
    }
    String status = new String(payload, cut + 1, end - cut - 1, StandardCharsets.US_ASCII);
    if (!status.matches("\\d{1,3}")) {
      return UNANSWERED;
    }
    return new Answer(Integer.parseInt(status), Arrays.copyOf(payload, cut));
  }
}
