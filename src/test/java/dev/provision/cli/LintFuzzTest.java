package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.ExitCode;
import dev.provision.cli.Cli.Run;
import dev.provision.testing.AzureAgent;
import dev.provision.testing.Fuzz;
import dev.provision.testing.HostilePipeline;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** Whatever the files say, lint ends, says where, and hands nothing on to agent or terminal. */
class LintFuzzTest {
  private static final List<String> FORMATS = List.of("text", "json", "junit", "sarif", "ado");

  @TempDir Path folder;

  @Test
  void hostilePipelinesAreReadAndNothingElseHappens() throws IOException {
    Files.writeString(folder.resolve("self.yml"), "steps:\n  - template: azure-pipelines.yml\n");
    Fuzz.seeds(
        400,
        seed -> {
          byte[] content = new HostilePipeline(seed).next();
          write(content);
          String format = FORMATS.get((int) (seed % FORMATS.size()));
          long start = System.nanoTime();

          Run run = new Cli().in(folder).run("lint", "--format", format, "azure-pipelines.yml");

          assertThat(Duration.ofNanos(System.nanoTime() - start))
              .isLessThan(Duration.ofSeconds(10));
          assertThat(run.code()).isIn(ExitCode.OK, ExitCode.DIFFERENT, ExitCode.USAGE);
          check(format, run, new String(content, StandardCharsets.UTF_8));
        });
  }

  /** Files that are large, deep or long in one place. */
  @Test
  void extremesEndInTime() {
    String script = "steps:\n  - script: |\n";
    List<String> extremes =
        List.of(
            script + "      docker swarm init\n".repeat(30_000),
            script + "      " + "$(".repeat(300_000),
            script + "      " + "\"$(".repeat(200_000),
            script + "      " + "docker run ".repeat(50_000),
            script + "      case x in\n".repeat(30_000),
            script + "      cat <<EOF\n".repeat(40_000),
            script + "      echo \"##vso[task.setvariable ".repeat(20_000),
            "steps:\n" + "  - script: sudo docker ps\n".repeat(25_000),
            "steps:\n" + "# provision-lint: disable=sudo-docker\n".repeat(20_000),
            "steps:\n" + "  - template: azure-pipelines.yml\n".repeat(20_000),
            "a: " + "[".repeat(500_000),
            "a: " + "{a: ".repeat(200_000),
            "- ".repeat(300_000),
            "x".repeat(1 << 20),
            "variables:\n" + "  a: $(a)$(a)\n".repeat(50_000),
            "#".repeat(1 << 19) + "\n" + "&a ".repeat(50_000));
    for (String extreme : extremes) {
      write(extreme.getBytes(StandardCharsets.UTF_8));
      long start = System.nanoTime();

      Run run = new Cli().in(folder).run("lint", "azure-pipelines.yml");

      assertThat(run.code()).isIn(ExitCode.OK, ExitCode.DIFFERENT, ExitCode.USAGE);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as(extreme.substring(0, 40))
          .isLessThan(Duration.ofSeconds(60));
    }
  }

  private static void check(String format, Run run, String content) {
    if (run.code() == ExitCode.USAGE) {
      Harmless.of(run.stderr());
      return;
    }
    switch (format) {
      case "ado" ->
          assertThat(AzureAgent.commands(run.stdout()))
              .allSatisfy(
                  it -> {
                    assertThat(it.name()).isEqualTo("task.logissue");
                    assertThat(it.properties().getOrDefault("sourcepath", "azure-pipelines.yml"))
                        .isIn("azure-pipelines.yml", "self.yml");
                    assertThat(AzureAgent.styled(it.data())).isEmpty();
                  });
      case "json" -> {
        Harmless.plain(run);
        int lines = content.split("\r\n|[\r\n]", -1).length;
        for (JsonNode it : json(run).get("data").get("findings")) {
          assertThat(it.get("line").intValue()).isBetween(1, lines + 1);
          assertThat(it.get("column").intValue()).isPositive();
        }
      }
      case "sarif" -> {
        Harmless.plain(run);
        assertThat(json(run).get("runs").get(0).get("results").isArray()).isTrue();
      }
      case "junit" -> {
        Harmless.plain(run);
        parse(run.stdout());
      }
      default -> Harmless.plain(run);
    }
  }

  private static JsonNode json(Run run) {
    try {
      return new JsonMapper().readTree(run.stdout());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void parse(String xml) {
    try {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(xml)));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void write(byte[] content) {
    try {
      Files.write(folder.resolve("azure-pipelines.yml"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
