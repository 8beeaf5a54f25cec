package dev.provision.engine;

import dev.provision.plan.Call;
import dev.provision.plan.Fragment;
import dev.provision.plan.Probe;
import dev.provision.plan.Records;
import dev.provision.plan.Records.Entry;
import dev.provision.podman.RefusedException;
import dev.provision.transport.Duplex;
import dev.provision.transport.Script;
import dev.provision.transport.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An image on a host, for as long as its program there runs: {@code verify/image.sh}. That program
 * takes it away when it is told to, and when it loses us.
 */
final class HeldImage implements AutoCloseable {
  private static final Fragment FRAGMENT = new Fragment("verify/image");

  /** Longer than the program on the host holds it. */
  private static final Duration LIMIT = Duration.ofMinutes(45);

  /** Characters of a record: what the host says is not trusted to end. */
  private static final int LONGEST = 4096;

  private final Duplex program;
  private final BufferedReader output;
  private Optional<Entry> first = Optional.empty();

  HeldImage(Transport transport, String agent, String name, String label) {
    String text = Probe.program(List.of(FRAGMENT)) + "image_hold \"$1\" \"$2\" \"$3\" \"$4\"\n";
    List<String> words =
        List.of(
            agent,
            step("image_make", name, label),
            step("image_remove", label),
            step("image_clear"));
    program = transport.open(new Script(text, words, new byte[0], LIMIT));
    output = new BufferedReader(new InputStreamReader(program.output(), StandardCharsets.UTF_8));
  }

  /** A program for a step that makes one call; what it prints is its answer. */
  private static String step(String function, String... arguments) {
    return Probe.step(new Call(FRAGMENT, function, List.of(arguments)));
  }

  /**
   * Waits until it is there.
   *
   * @throws RefusedException when it cannot be made
   */
  void await() {
    if (first.isEmpty()) {
      first =
          Optional.of(next().orElseGet(() -> new Entry("failed", List.of(program.lastWords()))));
    }
    if (!first.get().kind().equals("ready")) {
      throw new RefusedException(
          "no image of the host's own programs: " + String.join(" ", first.get().fields()), 0, "");
    }
  }

  /** Waits until it is gone. */
  @Override
  public void close() {
    try {
      program.input().close();
      while (next().filter(entry -> !entry.kind().equals("gone")).isPresent()) {
        // What came before.
      }
    } catch (IOException e) {
      // The program has ended, or ends without us.
    } finally {
      program.close();
    }
  }

  private Optional<Entry> next() {
    try {
      var line = new StringBuilder();
      for (int c = output.read();
          c >= 0 && c != '\n' && line.length() < LONGEST;
          c = output.read()) {
        line.append((char) c);
      }
      return line.isEmpty() ? Optional.empty() : Records.parse(line.toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
