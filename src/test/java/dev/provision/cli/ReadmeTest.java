package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.ExitCode;
import dev.provision.cli.Cli.Run;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.testing.Readme;
import dev.provision.testing.Readme.Block;
import dev.provision.testing.Readme.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;

/** What README.md shows is what happens. What needs a machine, BookwormIT runs. */
class ReadmeTest {
  private static final Pattern MADE = Pattern.compile("make ([a-z-]+)");

  @TempDir Path folder;

  static List<Typed> typed() {
    return console("").flatMap(block -> block.typed().stream()).toList();
  }

  static List<Typed> shell() {
    return console("shell").flatMap(block -> block.typed().stream()).toList();
  }

  private static Stream<Block> console(String mark) {
    return Readme.blocks().stream()
        .filter(block -> block.language().equals("console") && block.mark().equals(mark));
  }

  @BeforeEach
  void filesOfTheReadme() throws IOException {
    for (Block block : Readme.blocks()) {
      if (block.mark().startsWith("file: ")) {
        Files.writeString(folder.resolve(block.mark().substring(6)), block.text());
      }
    }
  }

  @Test
  void everyBlockIsTested() {
    assertThat(Readme.blocks())
        .hasSizeGreaterThan(5)
        .allSatisfy(
            block ->
                assertThat(block.language() + " " + block.mark())
                    .matches(
                        "console (shell|transcript: demo|recipe)?|(toml|yaml) file: .*|yaml container job"
                            + "|sh ansible|text picture"));
    assertThat(Readme.text().lines().filter(line -> line.startsWith("```")).count())
        .isEqualTo(2L * Readme.blocks().size());
  }

  @ParameterizedTest
  @MethodSource("typed")
  void printsWhatIsShown(Typed typed) {
    assertThat(typed.command()).startsWith("provision ");

    Run run = new Cli().in(folder).line(typed.command().substring("provision ".length()));

    assertThat(run.stdout() + run.stderr()).isEqualTo(typed.output());
  }

  @ParameterizedTest
  @MethodSource("shell")
  void makesWhatCanBeMade(Typed typed) throws IOException {
    String makefile = Files.readString(Path.of("Makefile"));
    var made = MADE.matcher(typed.command());
    if (made.matches()) {
      assertThat(makefile).containsPattern("(?m)^" + made.group(1) + ":.* ## ");
    } else {
      assertThat(typed.command()).isEqualTo("$(command -v sudo) apt-get install --yes make");
    }
  }

  @Test
  void tablesNameEveryCommandAndEveryExitCode() {
    for (String name : Commands.NAMES) {
      assertThat(Readme.text()).contains("| `provision " + name);
    }
    for (ExitCode code : ExitCode.values()) {
      assertThat(Readme.text()).containsPattern("(?m)^\\| " + code.number() + " \\| ");
    }
  }

  @Test
  void pictureHasTheCommands() {
    String picture =
        Readme.blocks().stream()
            .filter(block -> block.mark().equals("picture"))
            .map(Block::text)
            .findFirst()
            .orElseThrow();
    assertThat(Pattern.compile("--([a-z]+)--").matcher(picture).results().map(it -> it.group(1)))
        .hasSizeGreaterThan(5)
        .isSubsetOf(Commands.NAMES);
  }

  @Test
  void linksLeadToHeadings() {
    List<String> headings =
        Readme.text()
            .lines()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3).toLowerCase(Locale.ROOT).replace(' ', '-'))
            .toList();
    assertThat(Pattern.compile("\\]\\(#([^)]*)\\)").matcher(Readme.text()).results())
        .hasSizeGreaterThan(5)
        .allSatisfy(link -> assertThat(headings).contains(link.group(1)));
  }

  @Test
  void troublesAreFoundByChecks() {
    Profile profile = ProfileLoader.load("ado-runner", List.of());
    List<String> checks = new Tools().checks(profile);
    String section = Readme.text().replaceAll("(?s).*\\n## Troubleshooting\n(.*?)\n## .*", "$1");
    List<String[]> rows =
        section
            .lines()
            .filter(line -> line.startsWith("| "))
            .skip(2)
            .map(ReadmeTest::cells)
            .toList();
    assertThat(rows).hasSizeGreaterThan(8);
    for (String[] row : rows) {
      assertThat(Pattern.compile("`([^`]*)`").matcher(row[2]).results().map(it -> it.group(1)))
          .as(row[1])
          .isNotEmpty()
          .allMatch(check -> checks.contains(check) || check.equals("provision drift"));
    }
  }

  private static String[] cells(String row) {
    return row.split("\\|", -1);
  }

  @Test
  void everyFlagAndVariableOfSshIsNamed() {
    String help = new Cli().line("help apply").stdout();
    Pattern.compile("\\|\\s`?(--[a-z-]+|PROVISION_[A-Z_]+)`")
        .matcher(Readme.text())
        .results()
        .forEach(match -> assertThat(help).contains(match.group(1)));
    CommandSpec ssh = CommandSpec.create();
    SshFlags.declare(ssh);
    assertThat(ssh.optionsMap().keySet())
        .hasSizeGreaterThan(7)
        .allSatisfy(flag -> assertThat(Readme.text()).contains("\n| `" + flag + "` |"));
    Pattern.compile("PROVISION_[A-Z_]+")
        .matcher(help)
        .results()
        .forEach(match -> assertThat(Readme.text()).contains(match.group()));
  }

  /** A bare machine has neither Maven nor a Java. */
  @Test
  void whatIsMadeBringsWhatItNeeds() throws IOException {
    String makefile = Files.readString(Path.of("Makefile"));
    for (String target :
        List.of("demo", "test", "unit", "bench", "build", "dist", "golden", "fmt")) {
      assertThat(makefile).containsPattern("(?m)^" + target + ": target/prerequisites");
    }
  }

  /** The copies beside the jar would be taken for what the tool uses. */
  @Test
  void saysThatTheFoldersOfTheArchiveAreForReading() throws IOException {
    String archive = Files.readString(Path.of("src/main/assembly/dist.xml"));
    for (String folder : List.of("profiles", "templates")) {
      assertThat(archive).contains("<directory>" + folder + "</directory>");
      assertThat(Readme.text()).contains("`" + folder + "/`");
    }
    assertThat(Readme.text().replace('\n', ' '))
        .contains("are there to read and to copy from: the tool uses those in its jar");
  }
}
