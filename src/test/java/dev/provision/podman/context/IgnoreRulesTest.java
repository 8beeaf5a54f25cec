package dev.provision.podman.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docker's documentation of .dockerignore says, by example. */
class IgnoreRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        // a line; what it ignores; what it does not
        "file => file, file/x, file/x/y => files, a/file",
        "/file => file => a/file",
        "folder/ => folder, folder/x => folders",
        "./a/../b//c => b/c => a, b, c",
        "../../x => x => a/x",
        "*/temp* => a/temp, a/temporary.txt, a/temp/x => temp, a/b/temp",
        "*/*/temp* => a/b/temp1 => a/temp, a/b/c/temp",
        "temp? => tempa, tempb/x => temp, tempab",
        "*.md => README.md, .md => a/README.md, README.mdx",
        "**/*.go => x.go, a/x.go, a/b/c/x.go => x.gox",
        "**/foo => foo, a/foo, a/b/foo, a/foo/b => afoo, a/foob",
        "a/** => a/b, a/b/c => a, b/a/c",
        "a/**/b => a/b, a/x/b, a/x/y/b => a/xb, ab",
        "** => a, a/b, .x =>",
        "[ab].txt => a.txt, b.txt => c.txt, ab.txt",
        "[^ab].txt => c.txt => a.txt, b.txt",
        "[a-c]x => ax, cx => dx",
        "[[&]x => [x, &x => ax",
        "a.b => a.b => axb",
        "a$(b)+{c}|d^ => a$(b)+{c}|d^ => a",
        "\\*.md => *.md => a.md",
        "a\\?b => a?b => axb",
        "'  spaced name  ' => spaced name => spaced",
      })
  void aLineMeansWhatItIsSaidToMean(String line, String ignored, String others) {
    IgnoreRules rules = IgnoreRules.parse(line.replace("'", ""));
    for (String path : ignored.split(", ")) {
      assertThat(rules.ignores(path)).as(path).isTrue();
    }
    for (String path : others == null ? new String[0] : others.split(", ")) {
      assertThat(rules.ignores(path)).as(path).isFalse();
    }
  }

  @Test
  void theLastLineThatMeansAPathDecides() {
    String documented = "*.md\n!README*.md\nREADME-secret.md\n";
    assertThat(ignored(documented, "a.md", "README.md", "README-x.md", "README-secret.md"))
        .containsExactly("a.md", "README-secret.md");
    String reversed = "*.md\nREADME-secret.md\n!README*.md\n";
    assertThat(ignored(reversed, "a.md", "README.md", "README-secret.md")).containsExactly("a.md");
  }

  @Test
  void anExceptionBringsBackWhatIsInAnIgnoredFolder() {
    String text = "folder\n! folder/kept\n";
    assertThat(ignored(text, "folder", "folder/x", "folder/kept", "folder/kept/y"))
        .containsExactly("folder", "folder/x");
    assertThat(IgnoreRules.parse(text).hasExceptions()).isTrue();
    assertThat(ignored("*\n!src\n!src/**/x\n", "a", "src", "src/b")).containsExactly("a");
  }

  @Test
  void commentsAndEmptyLinesMeanNothing() {
    assertThat(ignored("\uFEFF# a\n\n   \n#b\r\nc\r\n", "# a", "#b", "a", "b", "c"))
        .containsExactly("c");
    assertThat(ignored(" #b\n", "#b")).as("not in the first column").containsExactly("#b");
  }

  @Test
  void tellsTheLineThatIsNoPattern() {
    assertThatThrownBy(() -> IgnoreRules.parse("a\n!\n")).hasMessage("line 2: \"!\" names nothing");
    assertThatThrownBy(() -> IgnoreRules.parse("[a\n"))
        .hasMessage("line 1: \"[a\" has a [ without its ]");
    assertThatThrownBy(() -> IgnoreRules.parse("[b-a]\n"))
        .hasMessageStartingWith("line 1: \"[b-a]\" is no pattern");
  }

  private static List<String> ignored(String text, String... paths) {
    return List.of(paths).stream().filter(IgnoreRules.parse(text)::ignores).toList();
  }
}
