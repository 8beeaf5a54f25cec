package dev.provision.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.fleet.Difference.Item;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SinceTest {
  @Test
  void tellsWhatIsNewOtherTheSameAndOver() {
    Fleet before = fleet("a=x", "b=x", "c=", "d=x", "gone=x", "well=");
    Fleet now = fleet("a=x", "b=y", "c=x", "d=", "e=x", "f=", "well=");
    assertThat(Since.of(before, now))
        .isEqualTo(
            new Since(
                List.of("c", "e"), List.of("b"), List.of("a"), List.of("d"), List.of("gone")));
  }

  @Test
  void worstHostDecidesTheExitCode() {
    assertThat(HostState.worst(Stream.of())).isEqualTo(dev.provision.ExitCode.OK);
    assertThat(HostState.worst(Stream.of(HostState.IN_SYNC, HostState.DRIFTED)).number())
        .isEqualTo(2);
    assertThat(HostState.worst(Stream.of(HostState.BUSY, HostState.DRIFTED)).number())
        .isEqualTo(75);
    assertThat(HostState.worst(Stream.of(HostState.BUSY, HostState.UNREACHABLE)).number())
        .isEqualTo(69);
    assertThat(HostState.worst(Stream.of(HostState.FAILED, HostState.UNREACHABLE)).number())
        .isEqualTo(1);
  }

  private static Fleet fleet(String... hosts) {
    var fleet = new Fleet();
    for (String host : hosts) {
      String[] parts = host.split("=", 2);
      Optional<Difference> difference =
          Optional.of(parts[1])
              .filter(it -> !it.isEmpty())
              .map(it -> Difference.of(List.of(new Item(it, "", "", ""))));
      difference.ifPresent(fleet::add);
      fleet.add(
          new HostResult(
              parts[0],
              "",
              "p",
              List.of(),
              difference.isPresent() ? HostState.DRIFTED : HostState.IN_SYNC,
              difference.map(Difference::id),
              "",
              1,
              Duration.ZERO));
    }
    return fleet;
  }
}
