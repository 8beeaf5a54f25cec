package dev.provision.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.testing.Answers;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DebianPackagesTest {
  private static final DebianPackages PACKAGES =
      new DebianPackages(Map.of("podman", "4.3", "uidmap", "*"));

  @Test
  void installedIsNoChange() {
    String seen = "podman 4.3.1+ds1-8+b1 yes - no\nuidmap 1:4.13 yes - no\n";
    assertThat(PACKAGES.change(Answers.to(PACKAGES, seen))).isEmpty();
    assertThat(PACKAGES.stays(Answers.to(PACKAGES, seen), "podman")).isTrue();
  }

  @Test
  void missingIsInstalledInTheVersionThatAptOffers() {
    String seen = "podman - no 4.3.1+ds1-8 yes\nuidmap 1:4.13 yes - no\n";
    var change = PACKAGES.change(Answers.to(PACKAGES, seen)).orElseThrow();
    assertThat(change.summary()).isEqualTo("podman 4.3.1+ds1-8");
    assertThat(change.steps().get(1).call().arguments()).containsExactly("podman");
    assertThat(PACKAGES.stays(Answers.to(PACKAGES, seen), "podman")).isFalse();
    assertThat(PACKAGES.candidate(Answers.to(PACKAGES, seen), "podman")).contains("4.3.1+ds1-8");
  }

  @Test
  void tooOldIsUpgraded() {
    String seen = "podman 3.4.4 no 4.3.1 yes\nuidmap 1:4.13 yes - no\n";
    assertThat(PACKAGES.change(Answers.to(PACKAGES, seen)).orElseThrow().summary())
        .isEqualTo("podman 3.4.4 -> 4.3.1");
  }

  /** A plan does not guess: what apt does not know of yet is only asked for. */
  @Test
  void unknownVersionStaysUnknown() {
    String seen = "podman - no - no\nuidmap - no - no\n";
    assertThat(PACKAGES.change(Answers.to(PACKAGES, seen)).orElseThrow().summary())
        .isEqualTo("podman >= 4.3, uidmap");
    assertThat(PACKAGES.candidate(Answers.to(PACKAGES, seen), "podman")).isEmpty();
  }

  @Test
  void hostThatDoesNotAnswerHasNothing() {
    assertThat(PACKAGES.change(Answers.to(PACKAGES, 127, ""))).isPresent();
  }
}
