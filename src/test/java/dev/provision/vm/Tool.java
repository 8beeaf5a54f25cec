package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packaged tool as users start it. */
final class Tool {
  static final String PROGRAM = "target/dist/provision/bin/provision";

  private static Path tarball;

  private Tool() {}

  /** As {@code --version} tells it. */
  static String version() {
    return run("--version").stdout().strip().replace("provision ", "");
  }

  /** Packs it, once for all tests. */
  static synchronized Path tarball() {
    if (tarball == null) {
      Path file = Path.of("target", "provision-" + version() + ".tar.gz");
      pack(file);
      tarball = file;
    }
    return tarball;
  }

  static void pack(Path tarball) {
    Result packed =
        Command.run(
            Duration.ofMinutes(3),
            Map.of(),
            List.of("src/main/dist/tarball", "target/dist/provision", version(), tarball + ""));
    assertThat(packed.status()).as(packed.everything()).isZero();
  }

  static Result run(String... words) {
    return run(Map.of(), List.of(words));
  }

  static Result run(Map<String, String> environment, List<String> words) {
    var command = new ArrayList<>(List.of(PROGRAM));
    command.addAll(words);
    return Command.run(Duration.ofMinutes(15), environment, command);
  }

  /**
   * Starts a command for a profile on a lab's machine and comes back when its progress says a word.
   */
  static Process until(String word, Lab lab, String command, String profile) throws Exception {
    Started started = Started.of(command, profile, lab.target("packer"));
    started.await(word);
    return started.process();
  }

  /** A command for a profile on a lab's machine. */
  static Result on(Lab lab, String command, String profile, String... more) {
    var words = new ArrayList<>(List.of(command, "--profile", profile));
    words.addAll(lab.target("packer"));
    words.addAll(List.of(more));
    return run(Map.of(), words);
  }
}
