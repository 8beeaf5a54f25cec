package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Debian's Ansible with the collection of {@code ansible-compat}, built and installed as from
 * Galaxy.
 */
public final class AnsiblePlay {
  private static final Duration LONGEST = Duration.ofMinutes(25);
  private static final Pattern RECAP = Pattern.compile("(?m)^\\S+ +: ok=\\d+ +changed=(\\d+) .*");

  private final Path folder;

  private AnsiblePlay(Path folder) {
    this.folder = folder;
  }

  /** Builds and installs it below an empty folder. */
  public static AnsiblePlay in(Path folder) {
    String out = folder.toString();
    run(Map.of(), "ansible-galaxy", "collection", "build", "--output-path", out, "ansible-compat");
    String archive = out + "/provision-azure_devops-1.0.0.tar.gz";
    run(Map.of(), "ansible-galaxy", "collection", "install", "--offline", "-p", out, archive);
    return new AnsiblePlay(folder);
  }

  /**
   * Runs the role with what a profile is exported to.
   *
   * @return how many tasks changed something, or would have
   */
  int role(Lab lab, String profile, String... more) throws IOException {
    return changes(roleResult(lab, profile, more));
  }

  /** The same, whatever came of it. */
  Result roleResult(Lab lab, String profile, String... more) throws IOException {
    Path export = folder.resolve(Path.of(profile).getFileName());
    Result written =
        Tool.run("export", "ansible", "--profile", profile, "--out", export.toString());
    assertThat(written.status()).as(written.everything()).isZero();
    Path inventory = inventory(lab, "");
    var words = new ArrayList<>(List.of("-i", inventory.toString(), export + "/playbook.yml"));
    words.addAll(List.of(more));
    return play(words);
  }

  /**
   * Compares the machine, and what else is in an inventory, by the collection's own playbook.
   *
   * @param more hosts, as lines
   */
  Result drift(Lab lab, String more) throws IOException {
    Map<String, String> env = lab.env();
    return play(
        List.of(
            "-i",
            inventory(lab, more).toString(),
            "provision.azure_devops.drift",
            "-e",
            "drift_executable=" + Path.of(Tool.PROGRAM).toAbsolutePath(),
            "-e",
            "{drift_flags: [--known-hosts, %s, --retries, '0']}"
                .formatted(env.get("LAB_KNOWN_HOSTS"))));
  }

  private Path inventory(Lab lab, String more) throws IOException {
    Map<String, String> env = lab.env();
    return Files.writeString(
        folder.resolve("hosts"),
        """
        runner ansible_host=%s ansible_port=%s ansible_user=packer \
        ansible_ssh_private_key_file=%s \
        ansible_ssh_common_args="-F none -o IdentitiesOnly=yes -o UserKnownHostsFile=%s"
        %s
        """
            .formatted(
                env.get("LAB_HOST"),
                env.get("LAB_PORT"),
                env.get("LAB_KEY"),
                env.get("LAB_KNOWN_HOSTS"),
                more));
  }

  /** Runs a playbook on this machine. */
  Result play(String text, String... more) throws IOException {
    Path playbook = Files.writeString(folder.resolve("play.yml"), text);
    var words = new ArrayList<>(List.of(playbook.toString()));
    words.addAll(List.of(more));
    return play(words);
  }

  private Result play(List<String> words) {
    var command = new ArrayList<>(List.of("ansible-playbook"));
    command.addAll(words);
    return Command.run(
        LONGEST,
        Map.of(
            "ANSIBLE_CONFIG", "ansible-compat/ansible.cfg",
            "ANSIBLE_COLLECTIONS_PATH", folder.toString(),
            "ANSIBLE_NOCOLOR", "1"),
        command);
  }

  /** Of the only host. */
  static int changes(Result play) {
    assertThat(play.status()).as(play.everything()).isZero();
    Matcher recap = RECAP.matcher(play.stdout());
    assertThat(recap.find()).as(play.everything()).isTrue();
    return Integer.parseInt(recap.group(1));
  }

  private static void run(Map<String, String> environment, String... words) {
    Result result = Command.run(LONGEST, environment, List.of(words));
    assertThat(result.status()).as(result.everything()).isZero();
  }
}
