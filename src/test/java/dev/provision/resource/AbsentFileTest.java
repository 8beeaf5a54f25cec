package dev.provision.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Change.Kind;
import dev.provision.testing.Answers;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbsentFileTest {
  private static final AbsentFile FILE =
      new AbsentFile("/etc/sudoers.d/provision-agent", List.of(), List.of(), host -> false);
  private static final AbsentFile MADE =
      new AbsentFile("/etc/containers/nodocker", List.of(), List.of(), host -> true);
  private static final String EMPTY = "regular file|0644|root|root|0\n";

  @Test
  void emptyFileGoesIfWeMadeIt() {
    assertThat(MADE.change(Answers.to(MADE, EMPTY))).isPresent();
    assertThat(MADE.note(Answers.to(MADE, EMPTY))).isEmpty();
  }

  @Test
  void emptyFileOfSomebodyElseStaysAndIsTold() {
    assertThat(FILE.change(Answers.to(FILE, EMPTY))).isEmpty();
    assertThat(FILE.note(Answers.to(FILE, EMPTY)))
        .hasValueSatisfying(note -> assertThat(note).contains(FILE.path(), "it stays"));
    assertThat(FILE.note(Answers.to(FILE, "absent\n"))).isEmpty();
  }

  @Test
  void ruleOfAnEarlierProfileGoes() {
    var seen = Answers.to(FILE, "regular file|0440|root|root|9\n# Managed by provision\n");
    assertThat(FILE.change(seen))
        .hasValueSatisfying(change -> assertThat(change.kind()).isEqualTo(Kind.DELETE));
  }

  @Test
  void fileOfSomebodyElseStays() {
    assertThat(FILE.change(Answers.to(FILE, "regular file|0440|root|root|9\nx ALL=(ALL) ALL\n")))
        .isEmpty();
    assertThat(FILE.change(Answers.to(FILE, "absent\n"))).isEmpty();
  }
}
