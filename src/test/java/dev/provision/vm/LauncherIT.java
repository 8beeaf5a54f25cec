package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tarball as users unpack it, with its launcher. */
class LauncherIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void unpack() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      Path tarball =
          files.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
      run(Map.of(), "tar", "-xzf", tarball.toString(), "-C", folder.toString());
    }
    home = Files.move(folder.resolve("provision"), folder.resolve("pro vision"));
  }

  @Test
  void runsThroughALinkFromAnywhere() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), launcher());

    Result result =
        run(Map.of(), "sh", "-c", "cd / && exec \"$1\" --version", "sh", link.toString());

    assertThat(result.stdout()).startsWith("provision ");
    assertThat(result.stderr()).isEmpty();
  }

  @Test
  void handsArgumentsOverUnharmed() {
    Result result = run(Map.of(), launcher().toString(), "render", "--profile", "a  'b\" $c *\n");

    assertThat(result.status()).isEqualTo(78);
    assertThat(result.stderr()).contains("\"a  'b\\\" $c *\\n\"");
  }

  @Test
  void shippedProfilesComeAlong() {
    Result result = run(Map.of(), launcher().toString(), "validate", "--profile", "ado-runner");

    assertThat(result.stdout()).isEqualTo("ado-runner is sound\n");
  }

  @Test
  void anArchiveChangesNothingButTheTime() {
    run(Map.of("PROVISION_ARCHIVE", "create"), launcher().toString());
    assertThat(home.resolve("lib/provision.jsa")).exists();

    shippedProfilesComeAlong();
    // Stale: made for a jar of another time.
    assertThat(home.resolve("provision.jar").toFile().setLastModified(0)).isTrue();
    shippedProfilesComeAlong();
  }

  @Test
  void passesOverAJavaThatIsTooOld() throws IOException {
    Path old = Files.createDirectories(folder.resolve("java-11/bin"));
    Files.writeString(old.getParent().resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    Path java = Files.writeString(old.resolve("java"), "#!/bin/sh\necho too old\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();

    Result result =
        run(Map.of("JAVA_HOME", old.getParent().toString()), launcher().toString(), "--version");

    assertThat(result.stdout()).startsWith("provision ");
  }

  private Path launcher() {
    return home.resolve("bin/provision");
  }

  private static Result run(Map<String, String> environment, String... words) {
    return Command.run(LIMIT, environment, List.of(words));
  }
}
