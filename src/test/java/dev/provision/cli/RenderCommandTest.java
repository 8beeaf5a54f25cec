package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.ExitCode;
import dev.provision.cli.Cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderCommandTest {
  @TempDir Path folder;

  @Test
  void writesATreeAndWritesItAgain() throws IOException {
    Path out = folder.resolve("tree");

    for (int round = 0; round < 2; round++) {
      Run run = render("--out", out.toString());
      assertThat(run.code()).as(run.stderr()).isEqualTo(ExitCode.OK);
    }

    assertThat(out.resolve("etc/containers/policy.json")).content().startsWith("{");
    Path docker = out.resolve("usr/local/bin/docker");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(docker)))
        .isEqualTo("rwxr-xr-x");
    try (Stream<Path> files = Files.walk(out)) {
      assertThat(files.filter(file -> file.toString().endsWith(".new"))).isEmpty();
    }
  }

  @Test
  void refusesADirectoryWithSomethingElseInItAndLeavesItAlone() throws IOException {
    Files.writeString(folder.resolve("precious"), "mine");

    Run run = render("--out", folder.toString());

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.stderr()).contains("precious", "give an empty directory");
    assertThat(names()).containsExactly("precious");
  }

  @Test
  void doesNotWriteThroughLinks() throws IOException {
    Path out = Files.createDirectory(folder.resolve("tree"));
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createSymbolicLink(out.resolve("etc"), elsewhere);

    assertThat(render("--out", out.toString()).code()).isEqualTo(ExitCode.USAGE);
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void saysThatALinkIsOne() throws IOException {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, Files.createDirectory(folder.resolve("tree")));

    assertThat(render("--out", link.toString()).stderr())
        .isEqualTo("provision: --out " + link + ": is a link; name the directory itself\n");
  }

  @Test
  void saysWhenAFileIsNotPrintedAsItIs() {
    Run run =
        render(
            "--set",
            "agent.etc-environment=false",
            "--set",
            "agent.environment.A=##vso[task.x]y",
            "--file",
            "/etc/profile.d/agent_env_vars.sh");

    assertThat(run.stdout()).contains("export A='##_vso[task.x]y'\n").doesNotContain("##vso[");
    assertThat(run.stderr()).contains("note: what could harm", "--out DIR writes");
    assertThat(render("--file", "/etc/containers/policy.json").stderr()).doesNotContain("harm");
  }

  @Test
  void printsOneFileAsItIs() throws IOException {
    Path out = folder.resolve("tree");
    render("--out", out.toString());

    assertThat(render("--file", "/etc/containers/registries.conf").stdout())
        .isEqualTo(Files.readString(out.resolve("etc/containers/registries.conf")));
  }

  @Test
  void knowsTheFilesNearTheOneAskedFor() {
    Run run = render("--file", "/etc/containers/policy.jsn");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.stderr()).contains("did you mean /etc/containers/policy.json?");
  }

  @Test
  void tellsWhatIsLeftOutForAnOldPodman() {
    assertThat(render("--podman", "4.3.1").stderr()).contains("note: ", "podman 4.7");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static Run render(String... more) {
    return new Cli()
        .run(
            Stream.concat(Stream.of("render", "--profile", "ado-runner"), Stream.of(more))
                .toArray(String[]::new));
  }
}
