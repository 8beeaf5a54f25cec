package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.Cli.Run;
import dev.provision.testing.AzureAgent;
import dev.provision.testing.AzureAgent.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What must be true of everything that is printed or written, wherever its text came from. */
final class Harmless {
  /** Whatever a terminal or a reader cannot see, but for ends of lines and tabs. */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cn}\\p{Cs}&&[^\\n\\t]]");

  /** What we ourselves send to a terminal: colours, and the line that rewrites itself. */
  private static final Pattern OURS = Pattern.compile("\u001b\\[[0-9]{1,2}m|\r\u001b\\[K");

  private static final Map<String, Set<String>> MEANT =
      Map.of(
          "task.logissue", Set.of("type=error", "type=warning"),
          "task.complete", Set.of("result=Failed", "result=SucceededWithIssues"),
          "task.setprogress", Set.of(),
          "task.uploadsummary", Set.of());

  private Harmless() {}

  /** A run that speaks to no agent. */
  static void plain(Run run) {
    of(run.stdout());
    of(run.stderr());
    of(run.stdout() + run.stderr());
  }

  /** A run for an agent: only what is meant is a command, each as we would have it. */
  static List<Found> ado(Run run) {
    of(run.stderr());
    visible(run.stdout());
    assertThat(AzureAgent.warnings(run.stdout())).isEmpty();
    assertThat(AzureAgent.styled(run.stdout())).isEmpty();
    List<Found> commands = AzureAgent.commands(run.stdout());
    for (Found it : commands) {
      assertThat(MEANT).containsKey(it.name());
      visible(it.data());
      assertThat(AzureAgent.styled(it.data())).as("the agent prints it, line by line").isEmpty();
      String properties = it.properties().toString();
      assertThat(properties)
          .isIn(
              it.name().equals("task.setprogress")
                  ? List.of("{value=" + progress(it) + "}")
                  : MEANT.get(it.name()).isEmpty()
                      ? List.of("{}")
                      : MEANT.get(it.name()).stream().map(one -> "{" + one + "}").toList());
    }
    return commands;
  }

  private static int progress(Found it) {
    return Integer.parseInt(it.properties().get("value"));
  }

  /** All files of a folder, which somebody may print. */
  static void files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        of(Files.readString(file));
      }
    }
  }

  /** A text without commands, warnings, styles or anything unseen. */
  static void of(String text) {
    assertThat(AzureAgent.commands(text)).isEmpty();
    assertThat(AzureAgent.warnings(text)).isEmpty();
    assertThat(AzureAgent.styled(text)).isEmpty();
    visible(text);
  }

  private static void visible(String text) {
    assertThat(UNSEEN.matcher(OURS.matcher(text).replaceAll("")).results()).as(text).isEmpty();
  }
}
