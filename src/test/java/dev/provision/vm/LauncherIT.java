package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tarball as users unpack it, with its launcher. */
class LauncherIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void unpack() throws IOException {
    run(Map.of(), "tar", "-xzf", Tool.tarball().toString(), "-C", folder.toString());
    home = Files.move(folder.resolve("provision"), folder.resolve("pro vision"));
  }

  @Test
  void sameTreeGivesTheSameTarball() throws IOException {
    Path again = folder.resolve("again.tar.gz");
    Tool.pack(again);
    assertThat(Files.mismatch(Tool.tarball(), again)).isEqualTo(-1);
  }

  /** What is read beside it, and what Ansible installs. */
  @Test
  void restComesAlong() {
    assertThat(home.resolve("man/man1/provision-export-ansible.1.gz")).isNotEmptyFile();
    assertThat(home.resolve("profile.schema.json")).content().contains("\"$schema\"");
    assertThat(home.resolve("lib/provision.jsa")).doesNotExist();
    Result installed =
        run(
            Map.of(),
            "ansible-galaxy",
            "collection",
            "install",
            "--offline",
            "-p",
            folder.toString(),
            home.resolve("ansible-compat").toString());
    assertThat(installed.stdout()).contains("provision.azure_devops:1.0.0 was installed");
  }

  /** A heap is filled whatever it is, so a fleet's is what its connections need. */
  @ParameterizedTest
  @CsvSource({
    "verify --parallel 200, 256",
    "drift --host x, 60",
    "drift --parallel 64, 60",
    "drift --format json --parallel 65, 64",
    "drift --parallel 256 --format json, 160",
    "drift --parallel=128, 96",
    "drift --parallel 2560, 60",
    "drift --parallel x, 60",
    "drift --report 200, 60"
  })
  void heapIsForItsConnections(String words, int megabytes) throws IOException {
    var command = new ArrayList<>(List.of(home.resolve("bin/provision").toString()));
    command.addAll(List.of(words.split(" ")));
    Result run = run(java("JAVA_VERSION=\"17.0.1\"\n"), command.toArray(String[]::new));
    assertThat(run.stdout().lines()).contains("-Xmx" + megabytes + "m");
  }

  /** Where another least is allowed, Java would not start at all. */
  @ParameterizedTest
  @CsvSource({
    "17.0.1, x86_64, drift, true",
    "25, x86_64, drift, true",
    "26.0.1, x86_64, drift, false",
    "17.0.1, aarch64, drift, false",
    "17.0.1, x86_64, verify, false"
  })
  void stacksAreSmallWhereTheyMayBe(String version, String machine, String command, boolean small)
      throws IOException {
    Map<String, String> java =
        java("JAVA_VERSION=\"%s\"\nOS_ARCH=\"%s\"\n".formatted(version, machine));
    Result run = run(java, home.resolve("bin/provision").toString(), command);
    assertThat(run.stdout().lines().anyMatch("-XX:StackShadowPages=10"::equals)).isEqualTo(small);
  }

  /** A Java that prints its arguments. */
  private Map<String, String> java(String release) throws IOException {
    Path java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
    Files.writeString(java.resolveSibling("../release"), release);
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return Map.of("JAVA_HOME", folder.resolve("java").toString());
  }

  /** As a person with the tab key. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fish | source $0; complete -C 'provision val' | validate",
        "fish | source $0; complete -C 'provision export c' | cloud-init",
        "fish | source $0; complete -C 'provision apply --prof' | --profile",
        "bash | . $0; COMP_WORDS=(provision val) COMP_CWORD=1; _complete_provision;"
            + " echo ${COMPREPLY[@]} | validate",
        "zsh | autoload -U +X compinit && compinit -D; autoload -U +X bashcompinit && bashcompinit;"
            + " . $0; print $_comps[provision] | _complete_provision"
      })
  void shellsComplete(String shell, String program, String completes) {
    Path file = home.resolve("completions/provision." + (shell.equals("fish") ? "fish" : "bash"));
    Result result =
        shell.equals("fish")
            ? run(Map.of(), shell, "-c", program.replace("$0", "'" + file + "'"))
            : run(Map.of(), shell, "-c", program.replace("$0", "\"$0\""), file.toString());
    assertThat(result.stdout()).as(result.everything()).contains(completes);
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
