package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.engine.Engine;
import dev.provision.engine.Maker;
import dev.provision.engine.Progress;
import dev.provision.engine.Standalone;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.render.Exports;
import dev.provision.transport.LocalTransport;
import dev.provision.vm.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code provision export script} writes, in trees that are not booted. */
class ScriptTreeIT {
  private static final Profile RUNNER = ProfileLoader.load("ado-runner", List.of());

  /** Hooks come before what they stand for: the script's PATH begins with this folder. */
  private static final String HOOK = "/usr/local/sbin/usermod";

  @TempDir Path folder;
  private Tree tree;

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void comesToWhatAnApplyComesTo(String distro) throws Exception {
    try (var it = start(distro)) {
      var states = new TreeStates();
      engine().apply();
      states.known("runner", it);

      it.reset("first");
      assertThat(script().status()).isZero();
      states.same("runner", it);
      assertThat(engine().plan().plan().isEmpty()).isTrue();

      Result again = script();
      assertThat(again.status()).isZero();
      assertThat(again.stdout()).contains("was made a runner of this profile before");
      states.same("runner", it);
      assertThat(it.inside("ls /var/lib/provision/generations")).isEqualTo("1\n");
    }
  }

  @Test
  void goesBackByItself() throws Exception {
    try (var it = start("bookworm")) {
      var states = new TreeStates();

      fails(
          "mkdir -p /var/lib/systemd && rm -rf /var/lib/systemd/linger && : >/var/lib/systemd/linger");
      assertThat(asBefore(3, states).stderr())
          .contains("enable linger for AzDevOps: ", "going back\n", "this machine is as before");

      it.reset("first");
      fails(hook("kill -TERM $PPID; exec /usr/sbin/usermod \"$@\""));
      assertThat(asBefore(3, states).stderr()).contains("it was told to stop");

      it.reset("first");
      fails("useradd --uid 1001 somebody");
      assertThat(asBefore(3, states).stderr())
          .contains("somebody:x:1001", "have \"provision apply\" look at this machine");

      it.reset("first");
      fails("mkdir -p /etc/provision && echo '{}' >/etc/provision/receipt.json");
      assertThat(asBefore(3, states).stderr()).contains("a runner of another profile already");

      it.reset("first");
      fails("mkdir -m 0700 -p /var/lib/provision && : >/var/lib/provision/lock");
      try (var lock = new Lock(it.root().resolve("var/lib/provision/lock"))) {
        assertThat(lock.isHeld()).isTrue();
        assertThat(asBefore(75, states).stderr()).contains("another apply is at work");
      }
    }
  }

  @Test
  void whatDiedIsTakenBackByTheNextRun() throws Exception {
    try (var it = start("bookworm")) {
      it.inside(hook("kill -KILL $PPID"));
      Result died = script();
      assertThat(died.status()).as(died.everything()).isEqualTo(69);
      assertThat(it.inside("ls /var/lib/provision")).contains("pending");
      it.inside("rm " + HOOK);
      Result next = script();
      assertThat(next.status()).as(next.everything()).isZero();
      assertThat(next.stderr()).startsWith("ending an interrupted apply\n");
      assertThat(engine().plan().plan().isEmpty()).isTrue();
    }
  }

  private Tree start(String distro) throws IOException {
    tree =
        Tree.of(
            Files.createDirectory(folder.resolve("tree")), distro, "userdel -r -f agent || true");
    return tree;
  }

  private void fails(String prepare) {
    tree.inside(prepare);
  }

  private Result asBefore(int status, TreeStates states) throws IOException {
    String state = String.valueOf(tree.fingerprint());
    states.known(state, tree);
    Result result = script();
    assertThat(result.status()).as(result.everything()).isEqualTo(status);
    assertThat(result.stdout()).isEmpty();
    states.same(state, tree);
    assertThat(tree.inside("cd /var/lib/provision && ls | grep -v lock || true")).isEmpty();
    return result;
  }

  private static String hook(String command) {
    return "printf '#!/bin/sh\\n%s\\n' '" + command + "' >" + HOOK + " && chmod 0755 " + HOOK;
  }

  /** As root of the tree, with what belongs to any machine mounted, and nothing of systemd's. */
  private Result script() throws IOException {
    String text =
        Exports.script(RUNNER, Standalone.program(RUNNER, Maker.current())).get(0).content();
    Files.writeString(tree.root().resolve("root/runner.sh"), text);
    return Command.run(
        Duration.ofMinutes(2),
        Map.of(),
        List.of(
            "unshare",
            "--mount",
            "--propagation",
            "private",
            "sh",
            "-euc",
            """
            mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev"
            mount -t tmpfs -o mode=0755 tmpfs "$1/run"
            exec chroot "$1" sh /root/runner.sh
            """,
            "sh",
            tree.root().toString()));
  }

  private Engine engine() {
    return new Engine(
        RUNNER,
        Maker.current(),
        LocalTransport.inTree(tree.root(), Optional::empty),
        Progress.NONE,
        List.of());
  }

  /** The lock of somebody who is at work. */
  private static final class Lock implements AutoCloseable {
    private final Process holder;

    Lock(Path file) throws IOException {
      holder =
          new ProcessBuilder("flock", file.toString(), "sh", "-c", "echo held; read -r _").start();
      holder.getInputStream().read();
    }

    boolean isHeld() {
      return holder.isAlive();
    }

    @Override
    public void close() throws IOException {
      holder.getOutputStream().close();
    }
  }
}
