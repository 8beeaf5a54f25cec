package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Files of {@code src/test/resources/agent} for a lab's machine, by way of the lab's web server.
 */
final class ResourceFiles {
  private static final Path AGENT = Path.of("src/test/resources/agent");

  private ResourceFiles() {}

  /** Puts one file where the machine wants it, with the access that it has here. */
  static void bring(Lab lab, String file, String target) {
    try {
      Files.copy(
          AGENT.resolve(file), folder(lab).resolve(file), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lab.must(
        "curl -fsS --create-dirs -o %1$s http://10.0.2.101/files/%2$s && chmod %3$s %1$s"
            .formatted(target, file, Files.isExecutable(AGENT.resolve(file)) ? "0755" : "0644"));
  }

  /** Makes an archive that the machine can download. */
  static void archive(Lab lab, String name, String... members) {
    var command =
        new ArrayList<>(List.of("tar", "-czf", folder(lab).resolve(name).toString(), "-C"));
    command.add(AGENT.toString());
    command.addAll(List.of(members));
    Result made = Command.run(Duration.ofMinutes(1), Map.of(), command);
    assertThat(made.status()).as(made.everything()).isZero();
  }

  private static Path folder(Lab lab) {
    return Path.of(lab.env().get("LAB_WWW"));
  }
}
