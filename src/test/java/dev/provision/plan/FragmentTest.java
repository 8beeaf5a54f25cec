package dev.provision.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fragment, in the frame that it runs in, is read by shellcheck and by dash. */
class FragmentTest {
  private static final Path ROOT = Path.of("src/main/resources/dev/provision");

  @TempDir Path folder;

  static List<Path> fragments() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.filter(file -> file.toString().endsWith(".sh")).sorted().toList();
    }
  }

  /** All but the program that is sent by itself. */
  static List<Path> functionsOnly() throws IOException {
    return fragments().stream().filter(it -> !it.endsWith("bridge.sh")).toList();
  }

  @Test
  void thereAreSome() throws IOException {
    assertThat(fragments()).hasSizeGreaterThan(6);
  }

  @ParameterizedTest
  @MethodSource("fragments")
  void shellcheckHasNothingToSay(Path fragment) throws Exception {
    Path whole = folder.resolve("whole.sh");
    String frame = Files.readString(ROOT.resolve("plan/program.sh"));
    boolean isFrame = fragment.endsWith("program.sh");
    Files.writeString(whole, isFrame ? frame : frame + Files.readString(fragment));
    // What one fragment sets another may use; /etc/os-release and profile.d are the host's.
    assertThat(run("shellcheck", "-s", "dash", "-e", "SC1091,SC2034,SC2154", whole.toString()))
        .isEmpty();
    assertThat(run("dash", "-n", whole.toString())).isEmpty();
  }

  /** What looks like a comment may stand in a text; perl takes it for one, too. */
  @ParameterizedTest
  @MethodSource("functionsOnly")
  void sameFunctionsAreSentWithoutComments(Path fragment) throws Exception {
    String text = Files.readString(fragment);
    String lean = Probe.lean(text);
    assertThat(lean.lines()).noneMatch(line -> line.isBlank() || line.strip().startsWith("#"));
    assertThat(Probe.lean(functions(lean))).isEqualTo(Probe.lean(functions(text)));
  }

  private String functions(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("fragment.sh"), text);
    Path said = folder.resolve("functions");
    String all = ". " + file + " </dev/null; declare -f >" + said;
    assertThat(run("bash", "--norc", "-c", all)).isEmpty();
    assertThat(said).isNotEmptyFile();
    return Files.readString(said);
  }

  /** Of a special built-in; dash ends with it, and nothing would be undone. */
  @ParameterizedTest
  @MethodSource("fragments")
  void noRedirectionThatFailsEndsTheShell(Path fragment) throws Exception {
    assertThat(Files.readString(fragment)).doesNotContainPattern("(^|[\\s(]):\\s+>");
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    return process.waitFor() == 0 ? said : said + "exit " + process.exitValue();
  }
}
