package dev.provision.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs scripts on this machine, or in a tree mounted on it, as root or through sudo. */
public final class LocalTransport implements Transport {
  private static final String NAME = "this machine";

  // $1 the tree. Mounts are seen by the script alone and go with it. Its /run is empty, as before a
  // boot, so nothing in the tree takes this machine's systemd for its own.
  private static final String ENTER_TREE =
      """
      tree=$1
      shift
      [ -e "$tree/proc/self" ] || mount -t proc proc "$tree/proc" || exit 1
      [ -c "$tree/dev/null" ] || mount --rbind /dev "$tree/dev" || exit 1
      mount -t tmpfs -o mode=0755 tmpfs "$tree/run" || exit 1
      exec chroot "$tree" "$@"
      """;

  private final String name;
  private final RootShell shell;
  private final Map<String, String> environment;

  /**
   * This machine.
   *
   * @param sudoPassword asked for each script; empty when sudo wants none or we are root
   */
  public LocalTransport(Supplier<Optional<String>> sudoPassword) {
    this(sudoPassword, Map.of());
  }

  /**
   * A Debian tree that is not booted: a chroot, a mounted disk.
   *
   * @param tree its absolute path
   */
  public static LocalTransport inTree(Path tree, Supplier<Optional<String>> sudoPassword) {
    return new LocalTransport(
        tree.toString(),
        Map.of(),
        new RootShell(
            tree.toString(),
            sudoPassword,
            List.of(
                "unshare",
                "--mount",
                "--propagation",
                "private",
                "/bin/sh",
                "-c",
                ENTER_TREE,
                "provision",
                tree.toString())));
  }

  /** For tests: variables that programs find beside our own, say {@code PATH}. */
  LocalTransport(Supplier<Optional<String>> sudoPassword, Map<String, String> environment) {
    this(NAME, environment, new RootShell(NAME, sudoPassword));
  }

  private LocalTransport(String name, Map<String, String> environment, RootShell shell) {
    this.name = name;
    this.environment = Map.copyOf(environment);
    this.shell = shell;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isBooted() {
    return name.equals(NAME);
  }

  @Override
  public Outcome run(Script script, Consumer<String> onLine) {
    return shell.run(this::start, script, onLine);
  }

  @Override
  public Outcome converse(Script script, Conversation conversation) {
    return shell.converse(this::start, script, conversation);
  }

  @Override
  public Duplex open(Script script) {
    return shell.open(this::start, script);
  }

  @Override
  public void close() {
    // Nothing stays open between scripts.
  }

  private Running start(RootProgram program, boolean inputIsAll) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(program.words());
    builder.environment().putAll(environment);
    return new LocalRunning(builder.start());
  }

  private record LocalRunning(Process process) implements Running {
    @Override
    public OutputStream stdin() {
      return process.getOutputStream();
    }

    @Override
    public InputStream stdout() {
      return process.getInputStream();
    }

    @Override
    public InputStream stderr() {
      return process.getErrorStream();
    }

    @Override
    public OptionalInt status(Duration patience) throws IOException {
      try {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
            ? OptionalInt.of(process.exitValue())
            : OptionalInt.empty();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }

    // SIGTERM reaches timeout(1), which hands it on to its process group. What has a time limit of
    // its own, such as apt, goes on to its end, and keeps the lock until then.
    @Override
    public void close() {
      process.destroy();
    }
  }
}
