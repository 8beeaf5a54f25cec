package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The machine that runs the tests, looked at and left alone. */
class LocalIT {

  @Test
  void planOfThisMachine() throws Exception {
    Result plan = Tool.run("plan", "--profile", "ado-runner", "--local", "--format", "json");
    if (mayBecomeRoot()) {
      assertThat(plan.status()).as(plan.everything()).isEqualTo(2);
      String system =
          Files.readString(Path.of("/etc/os-release"))
              .replaceAll("(?s).*PRETTY_NAME=\"([^\"]*)\".*", "$1");
      assertThat(plan.stdout()).contains("\"this machine\"", system, "account:AzDevOps");
    } else {
      assertThat(plan.status()).as(plan.everything()).isEqualTo(69);
      assertThat(plan.stdout()).contains("sudo");
    }
  }

  @Test
  void noTargetIsNeverThisMachine() {
    Result plan = Tool.run("plan", "--profile", "ado-runner");
    assertThat(plan.status()).as(plan.everything()).isEqualTo(64);
  }

  private static boolean mayBecomeRoot() {
    String program = "[ \"$(id -u)\" = 0 ] || sudo -n true";
    return Command.run(Duration.ofMinutes(1), Map.of(), List.of("sh", "-c", program)).status() == 0;
  }
}
