package dev.provision.plan;

import dev.provision.Remembered;
import dev.provision.plan.Fact.Viewer;
import dev.provision.plan.Records.Entry;
import dev.provision.transport.Script;
import dev.provision.transport.ShellQuote;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Facts joined into one program: one exec answers them all, and a second one inside it answers what
 * only a pipeline's step can see.
 */
public final class Probe {
  private static final Fragment PROGRAM = new Fragment("plan/program");
  private static final Pattern COMMENT = Pattern.compile("(?m)^[ \\t]*(?:#.*)?\n");
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Answer UNANSWERED = new Answer(127, new byte[0]);

  private static final String ASK = "probe \"$1\" \"$2\" \"$3\" \"$4\"\nrecord end\n";

  /** The same for all hosts of a fleet. */
  private static final Remembered<List<Fragment>, String> PROGRAMS = new Remembered<>(16);

  private static final Remembered<List<Fragment>, String> SCRIPTS = new Remembered<>(4);

  private static final Remembered<StepCalls, String> STEPS = new Remembered<>(4);

  /** Most bytes of all answers; a script may print no more either. */
  private static final int LONGEST = 4 * 1024 * 1024;

  /** What a step is asked. */
  private record StepCalls(List<Fragment> fragments, String lines) {}

  private final String nonce = UUID.randomUUID().toString();
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
    String text = SCRIPTS.of(fragments(Viewer.ROOT), all -> lean(program(all)) + ASK);
    return new Script(text, words(), new byte[0], LIMIT);
  }

  /** What the function {@code probe} of {@code plan/program.sh} is called with. */
  public List<String> words() {
    String lines = lines(Viewer.STEP);
    String inner =
        lines.isEmpty()
            ? ""
            : STEPS.of(
                new StepCalls(fragments(Viewer.STEP), lines),
                it ->
                    lean(program(it.fragments()))
                        + "answer_all %s \"$nonce\" >&3\n".formatted(ShellQuote.word(it.lines())));
    return List.of(lines(Viewer.ROOT), stepUser, inner, nonce);
  }

  /**
   * The answers in the output of {@link #script()}.
   *
   * @return empty when the output breaks off before its end
   */
  public Optional<Observation> read(String output) {
    List<Entry> entries = Records.parseAll(output);
    return entries.stream().anyMatch(entry -> entry.kind().equals("end"))
        ? read(entries)
        : Optional.empty();
  }

  /**
   * The answers in records. A fact without one (the step's shell did not come up, say) gets status
   * 127 and no text, so whoever asked sees a failure and not silence.
   *
   * @return empty when the records are not whole
   */
  public Optional<Observation> read(List<Entry> entries) {
    var packed = new ByteArrayOutputStream();
    entries.stream()
        .filter(entry -> entry.kind().equals("answers") && entry.field(0).equals(nonce))
        .forEach(entry -> packed.writeBytes(entry.decoded(1)));
    return unpacked(packed.toByteArray()).map(this::split);
  }

  private static Optional<byte[]> unpacked(byte[] packed) {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed), 8192)) {
      byte[] bytes = gzip.readNBytes(LONGEST + 1);
      return bytes.length > LONGEST ? Optional.empty() : Optional.of(bytes);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The program's frame and the functions of some fragments. */
  public static String program(Collection<Fragment> fragments) {
    return PROGRAMS.of(
        List.copyOf(fragments),
        all -> PROGRAM.text() + all.stream().map(Fragment::text).collect(Collectors.joining()));
  }

  /** Without the lines that only people read: each of many hosts is sent all others. */
  static String lean(String program) {
    return COMMENT.matcher(program).replaceAll("");
  }

  /** A program for a step: one call, whose answer is all that the step prints. */
  public static String step(Call call) {
    return program(List.of(call.fragment()))
        + "call "
        + ShellQuote.word(call.numberedLine(0))
        + " >&3\n";
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

  /** Bytes are taken one by one as characters: an answer may be binary. */
  private Observation split(byte[] payload) {
    Map<Fact, Answer> answers = new HashMap<>();
    facts.forEach(fact -> answers.put(fact, UNANSWERED));
    String text = new String(payload, StandardCharsets.ISO_8859_1);
    String field = String.valueOf(Call.FIELD);
    Matcher mark =
        Pattern.compile("\n" + nonce + field + "(\\d{1,6})" + field + "(\\d{1,3})\n").matcher(text);
    String first = "\n" + nonce + "\n";
    int start = text.indexOf(first) + first.length();
    while (mark.find()) {
      int number = Integer.parseInt(mark.group(1));
      if (number < facts.size()) {
        byte[] bytes = text.substring(start, mark.start()).getBytes(StandardCharsets.ISO_8859_1);
        answers.put(facts.get(number), new Answer(Integer.parseInt(mark.group(2)), bytes));
      }
      start = mark.end();
    }
    return new Observation(answers);
  }
}
