package dev.provision.verify.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.verify.answer.ProcessLimits.Limit;
import org.junit.jupiter.api.Test;

class ProcessLimitsTest {

  @Test
  void tableOfTheKernel() {
    var limits =
        ProcessLimits.parse(
            """
            Limit                     Soft Limit           Hard Limit           Units
            Max core file size        0                    unlimited            bytes
            Max open files            10000                20000                files
            Max nice priority         0                    0
            Max open files            1                    1                    files
            Max processes
            """);
    assertThat(limits.get("nofile")).contains(new Limit("10000", "20000"));
    assertThat(limits.get("core")).contains(new Limit("0", "unlimited"));
    assertThat(limits.get("nice")).contains(new Limit("0", "0"));
    assertThat(limits.get("nproc")).isEmpty();
    assertThat(limits.get("stack")).isEmpty();
  }

  @Test
  void limitsAsPodmanTakesThem() {
    assertThat(Limit.parse("10000:20000")).isEqualTo(new Limit("10000", "20000"));
    assertThat(Limit.parse("5")).isEqualTo(new Limit("5", "5"));
    assertThat(Limit.parse("0:-1")).hasToString("0:unlimited");
  }
}
