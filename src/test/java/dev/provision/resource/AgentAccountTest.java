package dev.provision.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Change;
import dev.provision.plan.Step;
import dev.provision.testing.Answers;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentAccountTest {
  private static final AgentAccount AGENT =
      new AgentAccount(
          "AzDevOps",
          1001,
          1001,
          "/home/AzDevOps",
          "/bin/bash",
          List.of("adm", "sudo"),
          List.of("docker"));

  private static final String GOOD =
      """
      user AzDevOps:x:1001:1001::/home/AzDevOps:/bin/bash
      uid AzDevOps:x:1001:1001::/home/AzDevOps:/bin/bash
      gid AzDevOps:x:1001:
      group AzDevOps:x:1001:
      groups AzDevOps adm sudo users
      """;

  private static final String NONE = "user \nuid \ngid \ngroup \ngroups \n";

  @Test
  void groupThatWouldMakeItRootIsLeft() {
    var seen = Answers.to(AGENT, GOOD.replace("sudo users", "sudo users docker"));
    assertThat(AGENT.change(seen))
        .hasValueSatisfying(change -> assertThat(change.summary()).isEqualTo("leaves docker"));
  }

  @Test
  void gidOfAnotherGroupIsAConflict() {
    var seen = Answers.to(AGENT, NONE.replace("gid ", "gid builders:x:1001:"));
    assertThat(AGENT.conflict(seen))
        .hasValueSatisfying(
            conflict ->
                assertThat(conflict.message())
                    .isEqualTo("gid 1001 belongs to group builders on this host"));
  }

  @Test
  void accountThatIsRightIsNoChange() {
    assertThat(AGENT.change(Answers.to(AGENT, GOOD))).isEmpty();
    assertThat(AGENT.conflict(Answers.to(AGENT, GOOD))).isEmpty();
  }

  @Test
  void missingAccountIsMadeWithGroupFirst() {
    Change change = AGENT.change(Answers.to(AGENT, NONE)).orElseThrow();
    assertThat(change.steps())
        .extracting(Step::title)
        .containsExactly(
            "create group AzDevOps",
            "create account AzDevOps",
            "add AzDevOps to group adm",
            "add AzDevOps to group sudo");
    assertThat(AGENT.conflict(Answers.to(AGENT, NONE))).isEmpty();
  }

  /** The start script skips groups for an account that exists: azure-pipelines-agent#4336. */
  @Test
  void missingGroupOfAnExistingAccountIsJoined() {
    String seen = GOOD.replace("adm sudo", "adm");
    assertThat(AGENT.change(Answers.to(AGENT, seen)).orElseThrow().summary())
        .isEqualTo("joins sudo");
  }

  @Test
  void shellIsMended() {
    String seen = GOOD.replace("/bin/bash", "/usr/sbin/nologin");
    assertThat(AGENT.change(Answers.to(AGENT, seen)).orElseThrow().steps())
        .extracting(step -> step.call().function())
        .containsExactly("change_user");
  }

  @Test
  void uidOfSomebodyElseIsAConflict() {
    String seen = NONE.replace("uid ", "uid ubuntu:x:1001:1001::/home/ubuntu:/bin/bash");
    assertThat(AGENT.conflict(Answers.to(AGENT, seen)))
        .hasValueSatisfying(
            conflict ->
                assertThat(conflict.message())
                    .isEqualTo("uid 1001 belongs to ubuntu on this host"));
  }

  @Test
  void accountWithAnotherUidIsAConflict() {
    String seen =
        """
        user AzDevOps:x:1000:1000::/home/AzDevOps:/bin/bash
        uid\s
        gid\s
        group AzDevOps:x:1000:
        groups AzDevOps
        """;
    assertThat(AGENT.conflict(Answers.to(AGENT, seen))).isPresent();
  }

  @Test
  void groupNameWithAnotherGidIsAConflict() {
    String seen = NONE.replace("group ", "group AzDevOps:x:999:");
    assertThat(AGENT.conflict(Answers.to(AGENT, seen)))
        .hasValueSatisfying(conflict -> assertThat(conflict.message()).contains("gid 999"));
  }
}
