package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Profile;
import dev.provision.render.RenderedFile;
import dev.provision.render.Renderer;
import dev.provision.testing.LocalShell;
import dev.provision.transport.Conversation;
import dev.provision.transport.Duplex;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import dev.provision.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A runner without a machine: a chroot of {@code src/lab/chroot} with the files of a profile, the
 * agent's podman and its service. There is no systemd in it, and no network.
 */
final class RunnerChroot implements Transport {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String PROGRAM =
      """
      touch /service/up
      while [ ! -e /service/set-up ]; do sleep 0.05; done
      . /etc/profile.d/agent_env_vars.sh
      (cd / && exec podman system service --time=0) &
      while [ ! -S /run/user/1001/podman/podman.sock ]; do sleep 0.05; done
      touch /service/ready
      cat
      """;

  private final Path folder;
  private final AgentShell shell;

  /**
   * Starts.
   *
   * @param distro {@code bookworm}, {@code trixie} or {@code forky}
   * @param podman the version in it
   * @param profile for an agent of the name agent
   * @param folder empty; its path must be short
   */
  RunnerChroot(String distro, PodmanVersion podman, Profile profile, Path folder) {
    this.folder = folder;
    shell = new AgentShell(distro, folder, PROGRAM);
    shell.await("up");
    var files = new StringBuilder("umask 022\n");
    Renderer.render(profile, Optional.of(podman)).files().forEach(it -> files.append(write(it)));
    files.append(
        """
        chown -R agent: /home/agent
        mkdir -p /run/user/1001/podman && chown agent: /run/user/1001/podman
        ln -s /run/user/1001/podman/podman.sock /run/docker.sock
        printf '127.0.0.1 localhost chroot\\n' >/etc/hosts
        printf 'nameserver 127.0.0.1\\n' >/etc/resolv.conf
        ip link set lo up
        # Debian 14's sudo looks for no command in /usr/local, unless it is told to.
        echo 'Defaults secure_path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"' \
          >/etc/sudoers.d/local
        # Machines give everybody the device; here it may be root's alone.
        if [ -c /dev/net/tun ] && mknod -m 666 /tmp/tun c 10 200 2>/dev/null; then
          mount --bind /tmp/tun /dev/net/tun
        fi
        touch /service/set-up
        """);
    root(files.toString());
    shell.await("ready");
  }

  private static String write(RenderedFile file) {
    return "install -D -m %s -o %s -g %s /dev/null '%s'\nbase64 -d >'%s' <<'END'\n%s\nEND\n"
        .formatted(
            file.mode(),
            file.owner(),
            file.group(),
            file.path(),
            file.path(),
            Base64.getMimeEncoder(76, new byte[] {'\n'})
                .encodeToString(file.content().getBytes(StandardCharsets.UTF_8)));
  }

  /** Runs commands as root of the chroot; they must succeed. */
  String root(String commands) {
    Outcome outcome =
        run(
            new Script(
                "cat >/tmp/commands && sh -e /tmp/commands",
                List.of(),
                commands.getBytes(StandardCharsets.UTF_8),
                PATIENCE));
    assertThat(outcome.status()).as(outcome.stdout() + outcome.stderr()).isZero();
    return outcome.stdout();
  }

  @Override
  public String name() {
    return "chroot";
  }

  @Override
  public Outcome run(Script script, Consumer<String> onLine) {
    Outcome outcome = LocalShell.run(inside(), script);
    outcome.stdout().lines().forEach(onLine);
    return outcome;
  }

  @Override
  public Outcome converse(Script script, Conversation conversation) {
    throw new AssertionError("no conversation was expected");
  }

  @Override
  public Duplex open(Script script) {
    List<String> words = inside();
    words.addAll(List.of("-c", script.text(), "provision"));
    words.addAll(script.arguments());
    try {
      Path errors = Files.createTempFile(folder, "bridge", ".err");
      return new ProcessDuplex(
          new ProcessBuilder(words).redirectError(errors.toFile()).start(), errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A shell as root in the chroot's name spaces. */
  private List<String> inside() {
    var words =
        new ArrayList<>(
            List.of(
                "nsenter", "--target", String.valueOf(shell.pid()), "--mount", "--pid", "--ipc"));
    words.addAll(List.of("--uts", "--cgroup", "--net", "--root", "--wd"));
    if (!System.getProperty("user.name").equals("root")) {
      words.add("--user");
    }
    words.addAll(List.of("env", "-i", "HOME=/root", "LANG=C.UTF-8"));
    words.add("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    words.add("sh");
    return words;
  }

  @Override
  public void close() {
    shell.close();
  }
}
