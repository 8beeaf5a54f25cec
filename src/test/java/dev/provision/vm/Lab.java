package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A virtual machine made by {@code src/lab/lab}. One that cannot be had fails the test. */
public final class Lab implements AutoCloseable {
  private static final String PROGRAM = "src/lab/lab";

  /** Building a base image for the first time takes minutes without hardware virtualisation. */
  private static final Duration LONGEST = Duration.ofMinutes(25);

  /**
   * Everything that provision could write, with access and content, as a tar. Not passwd's own
   * backups, whose names end in a dash.
   */
  static final String EVERYTHING =
      "cd / && tar --sort=name --xattrs --acls --mtime=@0 --pax-option=delete=atime,delete=ctime"
          + " --exclude=.local --exclude=.cache --exclude=.bash_history --exclude='etc/*-' -cf - etc"
          + " usr/local home var/lib/systemd/linger";

  private final String name;
  private LabShell shell;

  private Lab(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** A machine as fresh as an image, whatever a run before left of it. */
  public static Lab up(String name, String distro) {
    var lab = new Lab(name);
    lab.lab("down", name);
    lab.must("up", name, "--distro", distro);
    return lab;
  }

  /** A machine that a run before was stopped with, brought back to a snapshot; if there is one. */
  public static Optional<Lab> left(String name, String snapshot) {
    var lab = new Lab(name);
    return lab.resets(snapshot) ? Optional.of(lab) : Optional.empty();
  }

  /** Back to a snapshot, unless there is none of this name. */
  public boolean resets(String snapshot) {
    return lab("reset", name, snapshot).status() == 0;
  }

  /** Back to the machine as it came up, or to a snapshot. */
  public void reset(String... snapshot) {
    var words = new ArrayList<>(List.of("reset", name));
    words.addAll(List.of(snapshot));
    hangUp();
    must(words.toArray(String[]::new));
  }

  /** Saves the running machine under a name. */
  public void snapshot(String snapshot) {
    must("snapshot", name, snapshot);
  }

  /** Orderly; ends when the machine is up again. */
  void reboot() {
    must("reboot", name);
  }

  /** The plug is pulled, and the same disk boots again. */
  void powerCut() {
    off();
    on();
  }

  /** The plug is pulled. The registry and the mirror stay. */
  void off() {
    must("kill", name);
    hangUp();
  }

  /** What is its disk by now boots. */
  void on() {
    must("start", name);
  }

  /** Where its files are: disk.qcow2, vmlinuz, initrd.img, and www of its mirror. */
  Path folder() {
    return Path.of(env().get("LAB_KNOWN_HOSTS")).getParent();
  }

  /** A machine that is about to switch itself off boots from the same disk. */
  void startsAfterPowerOff() {
    hangUp();
    ProcessHandle.of(emulator())
        .ifPresent(machine -> machine.onExit().orTimeout(3, TimeUnit.MINUTES).join());
    must("start", name);
  }

  /** Root's, open until the machine is reset or dies. */
  LabShell shell() {
    if (shell == null || !shell.isOpen()) {
      shell = new LabShell(List.of(PROGRAM, "ssh", name, "sh"), Map.of("LAB_SSH_USER", "root"));
    }
    return shell;
  }

  private void hangUp() {
    if (shell != null) {
      shell.close();
      shell = null;
    }
  }

  /** A shell command as root, whatever comes of it. */
  public Result root(String command) {
    return root(command, Duration.ofMinutes(15));
  }

  private Result root(String command, Duration limit) {
    return Command.run(
        limit, Map.of("LAB_SSH_USER", "root"), List.of(PROGRAM, "ssh", name, command));
  }

  /** A shell command as root that must succeed; its output without the last line end. */
  public String must(String command) {
    Result result = root(command);
    assertThat(result.status()).as(command + "\n" + result.everything()).isZero();
    return result.stdout().stripTrailing();
  }

  /** A shell command in the environment that a pipeline's step of the agent gets. */
  public Result step(String command) {
    return step(command, Duration.ofMinutes(15));
  }

  /** One that takes longer. */
  Result step(String command, Duration limit) {
    return root(
        "cd / && env -i /bin/bash -c '. /etc/profile.d/agent_env_vars.sh; exec sudo -n -E runuser AzDevOps"
            + " -c \"$1\"' bash "
            + dev.provision.transport.ShellQuote.word(command),
        limit);
  }

  /** Content and access of everything that provision could write, in one number. */
  String fingerprint() {
    return must(EVERYTHING + " | sha256sum");
  }

  /** What the lab says of this machine: port, key, host key, registry. */
  public Map<String, String> env() {
    return must("env", name)
        .stdout()
        .lines()
        .map(line -> line.split("=", 2))
        .filter(parts -> parts.length == 2)
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].replaceAll("^'|'$", "")));
  }

  /** Where the machine's sshd can be reached on this one. */
  int port() {
    return Integer.parseInt(env().get("LAB_PORT"));
  }

  /** The process of this machine that is it. */
  public long emulator() {
    return Long.parseLong(env().get("LAB_PID"));
  }

  /** Flags that lead provision to this machine as a user. */
  public List<String> target(String user) {
    Map<String, String> env = env();
    return List.of(
        "--host", user + "@" + env.get("LAB_HOST") + ":" + env.get("LAB_PORT"),
        "--identity", env.get("LAB_KEY"),
        "--known-hosts", env.get("LAB_KNOWN_HOSTS"));
  }

  /** The same through a port that leads to it. */
  List<String> target(String user, int port) {
    Map<String, String> env = env();
    return List.of(
        "--host", user + "@" + env.get("LAB_HOST") + ":" + port,
        "--identity", env.get("LAB_KEY"),
        "--host-key", env.get("LAB_HOST_KEY_FINGERPRINT"));
  }

  /** Gives an image of docker/library in the registry another name there, which it may have had. */
  void publish(String image, String name) {
    String folder = "docker://" + env().get("LAB_REGISTRY") + "/docker/library/";
    var words = new ArrayList<>(List.of("skopeo", "--insecure-policy", "copy", "--quiet"));
    words.addAll(List.of("--src-tls-verify=false", "--dest-tls-verify=false"));
    words.addAll(List.of(folder + image, folder + name));
    Result result = Command.run(Duration.ofMinutes(1), Map.of(), words);
    assertThat(result.status()).as(result.everything()).isZero();
  }

  /** Lines that the registry has logged so far. */
  List<String> registryLog() {
    try {
      return Files.readAllLines(Path.of(env().get("LAB_REGISTRY_LOG")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    hangUp();
    lab("down", name);
  }

  private Result must(String... words) {
    Result result = lab(words);
    assertThat(result.status()).as(List.of(words) + "\n" + result.everything()).isZero();
    return result;
  }

  private Result lab(String... words) {
    var command = new ArrayList<>(List.of(PROGRAM));
    command.addAll(List.of(words));
    return Command.run(LONGEST, Map.of(), command);
  }
}
