package dev.provision.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.fleet.Difference.Item;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FleetTest {
  /** What a host says need not be text: half a surrogate pair, a separator of lines, a NUL. */
  @Test
  void resultsComeBackAsTheyWere() {
    String odd = "\ud800 \udc00x \ud83d\ude00 \u2028 \u0000 \"\\ \n é";
    var difference =
        Difference.of(List.of(new Item(odd, "", odd, odd), new Item("b", odd, "", "")));
    var result =
        new HostResult(
            odd,
            "10.0.0.4:22",
            "p",
            List.of("a", odd),
            HostState.DRIFTED,
            Optional.of(difference.id()),
            odd,
            3,
            Duration.ofNanos(1_234_567_890_123L));
    var plain =
        new HostResult(
            "a", "", "p", List.of(), HostState.IN_SYNC, Optional.empty(), "", 0, Duration.ZERO);
    try (var fleet = new Fleet()) {
      fleet.add(result);
      fleet.add(plain);
      fleet.add(difference);
      fleet.add(difference);
      assertThat(fleet.results()).containsExactly(plain, result);
      assertThat(fleet.differences()).containsExactly(difference);
      assertThat(fleet.groups())
          .containsExactly(new Fleet.Group(HostState.DRIFTED, difference, List.of(odd), odd));
      assertThat(fleet.twice()).isEmpty();
      fleet.add(plain);
      assertThat(fleet.twice()).hasValue("a");
      assertThat(fleet.size()).isEqualTo(3);
    }
  }

  /** A file that was changed by hand may name what it does not have. */
  @Test
  void aDifferenceThatIsNotThereMakesNoGroup() {
    try (var fleet = new Fleet()) {
      fleet.add(
          new HostResult(
              "a",
              "",
              "p",
              List.of(),
              HostState.DRIFTED,
              Optional.of("gone"),
              "",
              1,
              Duration.ZERO));
      assertThat(fleet.groups()).isEmpty();
      assertThat(fleet.differences()).isEmpty();
      assertThat(fleet.results()).hasSize(1);
    }
  }
}
