package dev.provision.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MediansTest {

  @Test
  void medianIsTheMiddle() {
    assertThat(Medians.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
    assertThat(Medians.median(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3.0);
  }

  @Test
  void oneTableForEachScenarioWithMediansAndRatios() {
    List<Sample> samples =
        List.of(
            sample("apply", 20, "provision", 2),
            sample("apply", 20, "script", 1),
            sample("apply", 20, "provision", 4),
            sample("apply", 20, "provision", 2),
            sample("apply", 0, "provision", 1),
            sample("drift", 0, "ansible", 8));

    assertThat(Medians.tables(samples, List.of("provision", "script")))
        .isEqualTo(
            """
            ## apply

            | added RTT ms | peer | rounds | wall s | wall s : provision | wall s : script |
            | --- | --- | --- | --- | --- | --- |
            | 20 | provision | 3 | 2.00 | 1.00 | 2.00 |
            | 20 | script | 1 | 1.00 | 0.50 | 1.00 |
            | 0 | provision | 1 | 1.00 | 1.00 |  |

            ## drift

            | added RTT ms | peer | rounds | wall s |
            | --- | --- | --- | --- |
            | 0 | ansible | 1 | 8.00 |
            """);
  }

  @Test
  void sampleIsReadBackFromItsLine() {
    var sample = new Sample("first apply", 20, "ansible", Map.of(Measure.TRIPS, 12.0));

    assertThat(sample.line()).isEqualTo("first apply,20,ansible,,,,12.0,,,,");
    assertThat(Sample.parse(sample.line())).isEqualTo(sample);
    assertThat(Sample.HEAD)
        .isEqualTo("scenario,rtt,peer,wall,cpu,memory,trips,sent,received,processes,emulation");
  }

  @Test
  void processorTimeIsTheSumOfTwoFields() {
    String stat = "7 (a b) c) S 1 7 7 0 -1 4194560 1 2 3 4 250 50 9 9 20 0 1 0 100 1 1";

    assertThat(ProcessTime.parse(stat)).isEqualTo(3.0);
  }

  private static Sample sample(String scenario, int rtt, String peer, double wall) {
    return new Sample(scenario, rtt, peer, Map.of(Measure.WALL, wall));
  }
}
