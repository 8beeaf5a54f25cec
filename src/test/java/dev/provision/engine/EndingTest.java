package dev.provision.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.plan.Records;
import dev.provision.transport.UnreachableException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That a host is as before is said only when the host has said so. */
class EndingTest {
  private static final String FAILED = "failed\u001f-1\u001fbm8=";

  @Test
  void failureAndUndoneIsRolledBack() {
    assertThatThrownBy(() -> after(FAILED, "undone", "end").check(Optional.empty()))
        .isInstanceOf(RolledBackException.class)
        .hasMessage("no\nthe host is as before");
    assertThatThrownBy(
            () -> after(FAILED, "kept\u001fpodman skopeo", "undone").check(Optional.empty()))
        .hasMessageContaining("these packages stay: podman, skopeo");
  }

  @Test
  void failureWithoutAnEndOfGoingBackIsBroken() {
    for (String[] records : new String[][] {{FAILED}, {FAILED, "end"}}) {
      assertThatThrownBy(() -> after(records).check(Optional.empty()))
          .isInstanceOf(BrokenException.class)
          .hasMessageContaining("did not get to the end of going back");
    }
  }

  @Test
  void silenceIsNoSuccess() {
    for (String[] records : new String[][] {{}, {"ready"}, {"recovering\u001fapply", "end"}}) {
      assertThatThrownBy(() -> after(records).check(Optional.empty()))
          .isInstanceOf(UnreachableException.class);
    }
  }

  @Test
  void whatWasKeptIsKept() {
    Ending ending = after("committed\u001f3");
    assertThatCode(() -> ending.check(Optional.empty())).doesNotThrowAnyException();
    assertThat(ending.generation()).hasValue(3);
  }

  @Test
  void undoThatFailsNamesIt() {
    assertThatThrownBy(() -> after(FAILED, "broken\u001fIHg=", "end").check(Optional.empty()))
        .isInstanceOf(BrokenException.class)
        .hasMessageContainingAll("no", "going back failed too, at: x", "tries again");
  }

  private static Ending after(String... records) {
    var ending = new Ending();
    for (String record : records) {
      ending.hear(Records.parse(record).orElseThrow(), List.of());
    }
    return ending;
  }
}
