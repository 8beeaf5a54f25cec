package dev.provision.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Change;
import dev.provision.plan.Step.Content;
import dev.provision.testing.Answers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnvironmentLinesTest {
  private static final EnvironmentLines LINES =
      new EnvironmentLines(
          "/etc/environment",
          Map.of("A", "A='1'", "B", "B='2'"),
          List.of(),
          host -> Set.of("OLD='3'"));

  @Test
  void whatCouldNotBeWrittenBackIsAConflict() {
    for (String seen :
        List.of("symbolic link|0777|root|root|4\n/x\n", "directory|0755|root|root|4\n")) {
      assertThat(LINES.conflict(Answers.to(LINES, seen))).isPresent();
    }
    String carriageReturns = "regular file|0644|root|root|9\nX=1\r\n\r\n";
    assertThat(LINES.conflict(Answers.to(LINES, carriageReturns))).isEmpty();
    assertThat(
            LINES
                .change(Answers.to(LINES, carriageReturns))
                .orElseThrow()
                .steps()
                .get(0)
                .content()
                .orElseThrow()
                .text())
        .startsWith("X=1\r\n\r\n");
  }

  @Test
  void lineOfAnEarlierProfileGoesUnlessItWasChanged() {
    var seen = Answers.to(LINES, "regular file|0644|root|root|9\nOLD='3'\nA='1'\nB='2'\n");
    assertThat(LINES.change(seen).orElseThrow().steps().get(0).content().orElseThrow().text())
        .isEqualTo("A='1'\nB='2'\n");
    assertThat(
            LINES.change(
                Answers.to(LINES, "regular file|0644|root|root|9\nOLD='4'\nA='1'\nB='2'\n")))
        .isEmpty();
  }

  @Test
  void missingFileIsMade() {
    assertThat(result("absent\n")).contains("A='1'\nB='2'\n");
  }

  @Test
  void linesOfOthersStayByteForByte() {
    String others = "# comment\nPATH=\"/usr/bin\"\n\n  LANG=C.UTF-8  \nAA='1'\n";
    assertThat(result(file(others))).contains(others + "A='1'\nB='2'\n");
  }

  @Test
  void ownLineChangesInItsPlace() {
    assertThat(result(file("X=0\nA='old'\nY=0\nB='2'\n"))).contains("X=0\nA='1'\nY=0\nB='2'\n");
  }

  @Test
  void lastOfDoubleLinesStays() {
    assertThat(result(file("A=0\nX=0\nexport A='1'\nB='2'\n"))).contains("X=0\nA='1'\nB='2'\n");
  }

  @Test
  void nothingToDoIsNoChange() {
    assertThat(result(file("X=0\nB='2'\nA='1'\n"))).isEmpty();
    assertThat(result(file("X=0\nB='2'\nA='1'"))).as("no line end at the end").isEmpty();
  }

  @Test
  void accessOfTheFileStays() {
    Change change = LINES.change(Answers.to(LINES, "regular file|0640|root|adm|0\n")).orElseThrow();
    assertThat(change.steps().get(0).call().arguments())
        .containsExactly("/etc/environment", "0640", "root", "adm");
  }

  private static String file(String content) {
    return "regular file|0644|root|root|" + content.length() + "\n" + content;
  }

  private static Optional<String> result(String answer) {
    return LINES
        .change(Answers.to(LINES, answer))
        .flatMap(change -> change.steps().get(0).content())
        .map(Content::text);
  }
}
