package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.testing.Readme;
import dev.provision.testing.Readme.Block;
import dev.provision.vm.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
  private static final String UNITS = "src/test/resources/ansible/units.toml";

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

  /** Both READMEs, but for the machine that the playbook would be played on. */
  @Test
  void readmesCanBeFollowed() throws Exception {
    Path home = Path.of(Tool.PROGRAM).toAbsolutePath().getParent().getParent();
    var blocks = new ArrayList<>(Readme.blocks(Path.of("ansible-compat/README.md")));
    blocks.addAll(
        Readme.blocks().stream().filter(block -> block.mark().equals("ansible")).toList());
    assertThat(blocks).hasSize(4);
    for (Block block : blocks) {
      Path here = Files.createTempDirectory(folder, "readme");
      String commands = block.text();
      if (block.language().equals("yaml")) {
        Files.writeString(here.resolve("play.yml"), commands);
        commands = "ansible-playbook -i hosts play.yml\n";
      }
      Files.writeString(here.resolve("hosts"), "runner\n");
      Result result =
          Command.run(
              Duration.ofMinutes(3),
              Map.of(
                  "ANSIBLE_COLLECTIONS_PATH",
                  (block.language().equals("yaml") ? folder : here).toString(),
                  "HOME",
                  here.toString()),
              List.of(
                  "sh",
                  "-ec",
                  "cd \"$0\"; PATH=$1/bin:$PATH\n"
                      + commands
                          .replace("/usr/share/provision", "\"$1\"")
                          .replace("ansible-playbook", "ansible-playbook --syntax-check"),
                  here.toString(),
                  home.toString()));
      assertThat(result.status()).as(result.everything()).isZero();
    }
  }

  /**
   * Each shipped profile that is for hosts, and one with what those have none of, on a bare machine
   * and after another one, by either of the two.
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
      assertFleetIsCompared(lab);
      assertApplied(lab, STRICT);
      assertThat(ansible.role(lab, STRICT, "--check", "--diff")).isZero();
      assertThat(ansible.role(lab, UNITS, "-e", "runner_verifies=false")).isPositive();
      assertThat(ansible.role(lab, UNITS, "-e", "runner_verifies=false"))
          .as("played again")
          .isZero();
      assertModuleAgrees(lab);
      assertRoleRefuses(lab);
    }
  }

  /** As somebody whose sudo asks for a password, who has another host in the environment. */
  private void assertModuleAgrees(Lab lab) throws Exception {
    lab.must(
        "useradd -m asked && echo asked:secret | chpasswd && install -d -o asked ~asked/.ssh &&"
            + " install -o asked -m 0600 ~packer/.ssh/authorized_keys ~asked/.ssh/ &&"
            + " echo 'asked ALL=(ALL) ALL' >/etc/sudoers.d/asked");
    Map<String, String> env = lab.env();
    String play =
        """
        - hosts: localhost
          connection: local
          gather_facts: false
          environment: {PROVISION_HOST: elsewhere.invalid, PROVISION_USER: nobody}
          tasks:
            - provision.azure_devops.provision:
                profile: %s
                host: %s
                port: %s
                user: asked
                identity: %s
                known_hosts: %s
                sudo_password: secret
                executable: %s
        """
            .formatted(
                Path.of(UNITS).toAbsolutePath(),
                env.get("LAB_HOST"),
                env.get("LAB_PORT"),
                env.get("LAB_KEY"),
                env.get("LAB_KNOWN_HOSTS"),
                Path.of(Tool.PROGRAM).toAbsolutePath());
    assertThat(AnsiblePlay.changes(ansible.play(play, "--check"))).isZero();
    Result wrong = ansible.play(play.replace("secret", "guessed"), "--check");
    assertThat(wrong.status()).as(wrong.everything()).isEqualTo(2);
    assertThat(wrong.stdout()).contains("\"exit_code\": 69", "sudo").doesNotContain("guessed");
  }

  /** In one process, with what the inventory says of each host. */
  private void assertFleetIsCompared(Lab lab) throws IOException {
    Result gone = ansible.drift(lab, "gone ansible_host=127.0.0.1 ansible_port=1");
    assertThat(gone.status()).as(gone.everything()).isEqualTo(2);
    assertThat(gone.stdout()).contains("\"rc\": 69", "2 hosts: 1 unreachable, 1 ");
  }

  /** Looked for before anything changes; the last of its own runs ended well. */
  private void assertRoleRefuses(Lab lab) throws Exception {
    lab.must("rm -f /run/docker.sock /usr/local/bin/docker && cp /bin/true /usr/local/bin/docker");
    lab.must("install -d /run/docker.sock && rm -f /etc/containers/policy.json");
    Result refused = ansible.roleResult(lab, PLAIN);
    assertThat(refused.status()).as(refused.everything()).isEqualTo(2);
    assertThat(refused.stdout())
        .contains("/usr/local/bin/docker is a program", "/run/docker.sock is no link");
    lab.must("test ! -e /etc/containers/policy.json && test ! -e /run/provision-role");
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
    try (Tree tree = Tree.of(Files.createDirectory(disk), "bookworm", "")) {
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
      tree.inside("useradd -M -u 1043 other");
      Result taken = ansible.play(play.replace("1042", "1043"));
      assertThat(taken.stdout()).contains("uid 1043 belongs to other").contains("\"exit_code\": 3");
      Result unsound = ansible.play(play.replace("1042", "12"));
      assertThat(unsound.status()).isEqualTo(2);
      assertThat(unsound.stdout()).contains("\"exit_code\": 78", "agent.uid");
    }
  }
}
