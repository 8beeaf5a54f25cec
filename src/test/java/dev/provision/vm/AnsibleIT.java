package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A shop can come from Ansible or go there: both make the same host of a profile. */
@Order(2)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnsibleIT {
  private static final String PLAIN = "ado-runner";
  private static final String STRICT = "ado-runner-strict";

  private Path folder;
  private AnsiblePlay ansible;

  @BeforeAll
  void install(@TempDir Path folder) {
    this.folder = folder;
    ansible = AnsiblePlay.in(folder);
  }

  @Test
  void galaxyWouldTakeIt() {
    Result lint =
        Command.run(
            Duration.ofMinutes(5),
            Map.of(),
            List.of(
                "sh",
                "-c",
                "cd ansible-compat && exec ansible-lint --offline --nocolor --profile production"));
    assertThat(lint.status()).as(lint.everything()).isZero();
    assertThat(lint.stderr()).contains("Passed with production profile: 0 failure(s)");
  }

  /**
   * Each shipped profile that is for hosts, on a bare machine and after the other one, by either of
   * the two.
   */
  @Test
  void bothMakeTheSameHost() throws Exception {
    try (Lab lab = Lab.up("test-ansible", "bookworm")) {
      // Cloud images have it.
      lab.must(
          "apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq --assume-yes"
              + " --no-install-recommends install python3 python3-apt >/dev/null");
      assertThat(ansible.role(lab, PLAIN)).isPositive();
      assertInSync(lab, PLAIN);
      assertApplied(lab, STRICT);
      assertThat(ansible.role(lab, STRICT, "--check", "--diff")).isZero();
      assertThat(ansible.role(lab, PLAIN)).isPositive();
      assertInSync(lab, PLAIN);
    }
  }

  private static void assertApplied(Lab lab, String profile) {
    Result apply = Tool.on(lab, "apply", profile);
    assertThat(apply.status()).as(apply.everything()).isZero();
  }

  private static void assertInSync(Lab lab, String profile) {
    Result plan = Tool.on(lab, "plan", profile);
    assertThat(plan.status()).as(plan.everything()).isZero();
  }

  /** The same task, in check mode and not, until nothing is left to do. */
  @Test
  void moduleTellsWhatChanges() throws Exception {
    Path disk = folder.resolve("disk");
    try (Tree tree = Tree.of(java.nio.file.Files.createDirectory(disk), "bookworm", "")) {
      tree.inside("userdel -r -f agent 2>/dev/null; ln -sf /bin/sh /bin/rbash; rm -f /home/agent");
      String before = tree.fingerprint();
      String play =
          """
          - hosts: localhost
            connection: local
            gather_facts: false
            tasks:
              - provision.azure_devops.provision:
                  profile: ado-runner
                  root: %s
                  executable: %s
                  set: {agent.uid: 1042, agent.environment.PORT: "8080"}
          """
              .formatted(tree.root(), Path.of(Tool.PROGRAM).toAbsolutePath());
      Result planned = ansible.play(play, "--check", "--diff");
      assertThat(AnsiblePlay.changes(planned)).isEqualTo(1);
      assertThat(planned.stdout())
          .contains("+XDG_RUNTIME_DIR='/run/user/1042'", "+export PORT='8080'");
      assertThat(tree.fingerprint()).as("after check mode").isEqualTo(before);
      assertThat(AnsiblePlay.changes(ansible.play(play))).isEqualTo(1);
      assertThat(AnsiblePlay.changes(ansible.play(play))).isZero();
      assertThat(AnsiblePlay.changes(ansible.play(play, "--check"))).isZero();
      Result unexpanded = ansible.play(play.replace("8080", "$HOME"));
      assertThat(unexpanded.stdout()).as("a value is data").contains("has a $, which systemd");
      Result unsound = ansible.play(play.replace("1042", "12"));
      assertThat(unsound.status()).isEqualTo(2);
      assertThat(unsound.stdout()).contains("\"exit_code\": 78", "agent.uid");
    }
  }
}
