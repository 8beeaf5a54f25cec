package dev.provision.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Change.Kind;
import dev.provision.testing.Answers;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbsentFileTest {
  private static final AbsentFile FILE =
      new AbsentFile("/etc/sudoers.d/provision-agent", List.of());

  @Test
  void emptyFileGoes() {
    assertThat(FILE.change(Answers.to(FILE, "regular file|0644|root|root|0\n"))).isPresent();
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
