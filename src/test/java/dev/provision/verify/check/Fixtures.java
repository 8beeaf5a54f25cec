package dev.provision.verify.check;

import dev.provision.plan.Answer;
import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.verify.Check;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Answers of hosts as files: the name says the question, the first line is the exit status, the
 * rest is what the function printed.
 */
final class Fixtures {
  static final Path ROOT = Path.of("src/test/resources/verify");

  /** Hosts that are as the profile wants them, captured by {@link CaptureAnswers}. */
  static final Path HOSTS = ROOT.resolve("hosts");

  /** Answers that a check must not let pass: check, then case. */
  static final Path CASES = ROOT.resolve("cases");

  private Fixtures() {}

  static Profile profile() {
    return ProfileLoader.load(ROOT.resolve("runner.toml").toAbsolutePath().toString(), List.of());
  }

  static List<Check> checks() {
    return Checks.forProfile(profile());
  }

  static Check check(String id) {
    return checks().stream().filter(check -> check.id().equals(id)).findFirst().orElseThrow();
  }

  static List<Path> folders(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A host's answers; those in later folders replace those in earlier ones. */
  static Observation observation(Collection<Fact> facts, Path... folders) {
    Map<Fact, Answer> answers = new HashMap<>();
    for (Fact fact : facts) {
      Path file =
          Arrays.stream(folders)
              .map(folder -> folder.resolve(name(fact)))
              .filter(Files::exists)
              .reduce((first, second) -> second)
              .orElseThrow(() -> new IllegalStateException("no answer recorded: " + name(fact)));
      answers.put(fact, read(file));
    }
    return new Observation(answers);
  }

  /** The file name of a question, without its time limit. */
  static String name(Fact fact) {
    String call = fact.call().function() + " " + String.join(" ", fact.call().arguments());
    String name =
        call.replaceFirst("^verify_(command [0-9]+ )?", "").replaceAll("[^A-Za-z0-9.-]+", "_");
    return name.substring(0, Math.min(name.length(), 80)).replaceAll("_$", "");
  }

  static void write(Path folder, Fact fact, Answer answer) throws IOException {
    byte[] status = (answer.status() + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] file = Arrays.copyOf(status, status.length + answer.bytes().length);
    System.arraycopy(answer.bytes(), 0, file, status.length, answer.bytes().length);
    Files.write(folder.resolve(name(fact)), file);
  }

  private static Answer read(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      int end = new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\n');
      int status = Integer.parseInt(new String(bytes, 0, end, StandardCharsets.US_ASCII));
      return new Answer(status, Arrays.copyOfRange(bytes, end + 1, bytes.length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
