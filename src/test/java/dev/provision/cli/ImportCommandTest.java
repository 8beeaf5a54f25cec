package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.ExitCode;
import dev.provision.cli.Cli.Run;
import dev.provision.engine.Maker;
import dev.provision.engine.Progress;
import dev.provision.imports.Import;
import dev.provision.imports.Importer;
import dev.provision.imports.Left;
import dev.provision.imports.Remark;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.testing.HostileText;
import dev.provision.testing.Readme;
import dev.provision.testing.Recipe;
import dev.provision.testing.SmallTree;
import dev.provision.transport.UnreachableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
  @TempDir Path folder;

  @Test
  void readmeShowsWhatARecipeGives() throws IOException {
    SmallTree tree = Recipe.mended(folder.resolve("tree"));
    var shown =
        Readme.blocks().stream()
            .filter(block -> block.mark().equals("recipe"))
            .findFirst()
            .orElseThrow()
            .typed()
            .get(0);
    String command = shown.command().replace("/srv/tree", tree.root().toString());
    Run run = onto(tree).in(folder).line(command.substring("provision ".length()));
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.stderr() + run.stdout()).isEqualTo(shown.output());
    String written = Files.readString(folder.resolve("runner.toml"));
    assertThat(written).contains("[registries]", "# What apply would change on that host");
    assertThat(new Cli().in(folder).run("validate", "--profile", "runner.toml").code())
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void aProfileThatIsThereStays() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.toml"), "mine");
    Run run = new Cli().in(folder).run("import", "--local", "--out", "mine.toml");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(file).hasContent("mine");
  }

  /** Made by somebody else while the host was asked. */
  @Test
  void aProfileThatComesInBetweenStays() throws IOException {
    Path file = folder.resolve("mine.toml");
    var cli = new Cli().in(folder);
    cli.host.imported =
        (agent, name) -> {
          write(file);
          return result("", List.of());
        };
    Run run = cli.run("import", "--local", "--out", "mine.toml");
    assertThat(run.code()).isNotEqualTo(ExitCode.OK);
    assertThat(file).hasContent("mine");
  }

  @Test
  void tellsAllAsData() throws IOException {
    var cli = new Cli().in(folder);
    cli.host.imported =
        (agent, name) -> {
          assertThat(agent).isEqualTo("builder");
          assertThat(name).isEqualTo("imported");
          return result("t", List.of(new Remark("policy", "/etc/x:1:2", "is no JSON", "mend it")));
        };
    Run run = cli.run("import", "--local", "--agent", "builder", "--format", "json");
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    JsonNode data = new JsonMapper().readTree(run.stdout()).get("data");
    assertThat(data.get("profile").asText()).isEqualTo("t");
    assertThat(data.get("file").isNull()).isTrue();
    assertThat(data.at("/findings/0/place").asText()).isEqualTo("/etc/x:1:2");
    assertThat(data.at("/findings/0/remedy").asText()).isEqualTo("mend it");
    assertThat(data.at("/left/0/resource").asText()).isEqualTo("packages");
    assertThat(data.at("/left/0/reason").asText()).isEqualTo("why");
  }

  @Test
  void hostThatIsNotReachedIsNoProfile() {
    var cli = new Cli().in(folder);
    cli.host.imported =
        (agent, name) -> {
          throw new UnreachableException("h: gone");
        };
    Run run = cli.run("import", "--local", "--out", "mine.toml");
    assertThat(run.code()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(folder.resolve("mine.toml")).doesNotExist();
  }

  @Test
  void textOfAHostIsNoCommand() {
    for (String hostile : HostileText.known()) {
      var cli = new Cli().in(folder);
      var remark = new Remark(hostile, hostile, hostile, hostile);
      cli.host.imported = (agent, name) -> result("", List.of(remark));
      Harmless.plain(cli.run("import", "--local"));
      Harmless.plain(cli.run("import", "--local", "--format", "json"));
    }
  }

  /** A command line whose host is a tree. */
  private static Cli onto(SmallTree tree) {
    var cli = new Cli();
    cli.host.imported =
        (agent, name) -> new Importer(tree, Maker.current(), Progress.NONE).read(agent, name);
    return cli;
  }

  private static Import result(String text, List<Remark> remarks) {
    Profile profile = ProfileLoader.load("ado-runner", List.of());
    return new Import(profile, text, remarks, List.of(new Left("packages", "create", "why")));
  }

  private static void write(Path file) {
    try {
      Files.writeString(file, "mine");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
