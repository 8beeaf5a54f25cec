package dev.provision.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.testing.AzureAgent;
import dev.provision.testing.AzureAgent.Found;
import dev.provision.testing.HostileText;
import dev.provision.verify.Finding;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AzureCommandTest {
  private static final Subject SUBJECT = new Subject("ado-runner", "packer@10.0.0.4:22");

  @Test
  void theAgentDecodesWhatWasMeant() {
    String message = "50% of ]; %0A\nand %AZP25;";
    var command = new AzureCommand("task.logissue", Map.of("type", "a;b]=%3B"), message);

    assertThat(AzureAgent.commands(command.toString()))
        .containsExactly(new Found("task.logissue", Map.of("type", "a;b]=%3B"), message));
  }

  @Test
  void nothingInsideACommandBecomesAnotherAndAllOfItComesBack() {
    for (long seed = 0; seed < 5_000; seed++) {
      String hostile = new HostileText(seed).next();
      // The agent drops equals signs at the beginning, however they are written.
      String value = HostText.line(hostile).replaceFirst("^=+", "");
      var command = new AzureCommand("task.logissue", Map.of("type", hostile), hostile);

      assertThat(AzureAgent.commands(command.toString()))
          .as(hostile)
          .containsExactly(
              new Found(
                  "task.logissue",
                  // A property without a value is none.
                  value.isEmpty() ? Map.of() : Map.of("type", value),
                  HostText.text(hostile)));
    }
  }

  @Test
  void theAgentKeepsTenIssues() {
    List<Finding> findings =
        IntStream.range(0, 14)
            .mapToObj(i -> Finding.failed("check-" + i, "p", "good", "bad", "repair it"))
            .toList();

    List<AzureCommand> issues = AzurePipelines.issues("verify", SUBJECT, findings);

    assertThat(issues).hasSize(10);
    assertThat(issues.get(9).message()).isEqualTo("and 5 more");
  }

  @Test
  void findingsOfOneCheckShareAnIssue() {
    List<Finding> findings =
        List.of(
            Finding.failed("socket.docker", "link", "a", "b", ""),
            Finding.failed("socket.docker", "owner", "c", "d", ""),
            Finding.unknown("podman.run", "exit", "0", "timed out", ""),
            Finding.passed("other", "p", "v"));

    assertThat(AzurePipelines.issues("verify", SUBJECT, findings))
        .extracting(AzureCommand::toString)
        .containsExactly(
            "##vso[task.logissue type=error;]provision verify: ado-runner on packer@10.0.0.4:22:"
                + " socket.docker: link: b, not a%3B owner: d, not c",
            "##vso[task.logissue type=warning;]provision verify: ado-runner on packer@10.0.0.4:22:"
                + " podman.run: exit: timed out%3B wanted 0");
  }
}
