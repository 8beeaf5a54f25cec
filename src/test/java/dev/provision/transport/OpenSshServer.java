package dev.provision.transport;

import dev.provision.transport.OpenSshOptions.Given;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real sshd (Debian: openssh-server) on a free port of this machine, run by whoever runs the
 * tests, with its own keys in a folder of its own. A machine without sshd fails the tests.
 */
public final class OpenSshServer implements AutoCloseable {
  private static final String SSHD = "/usr/sbin/sshd";

  private final Path folder;
  private final int port;
  private final Process process;

  /**
   * Starts.
   *
   * @param folder empty, for keys and settings
   * @param settings lines for sshd_config that go before ours and so win
   */
  public OpenSshServer(Path folder, String... settings) {
    this.folder = folder;
    try {
      port = freePort();
      keygen("-t", "ed25519", "-f", folder.resolve("host_ed25519").toString());
      keygen("-t", "ecdsa", "-f", folder.resolve("host_ecdsa").toString());
      keygen("-t", "rsa", "-b", "2048", "-f", folder.resolve("host_rsa").toString());
      keygen("-t", "ed25519", "-f", identity().toString());
      Files.copy(folder.resolve("id.pub"), folder.resolve("authorized_keys"));
      process = start(settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A private key that may log in. */
  public Path identity() {
    return folder.resolve("id");
  }

  /** The file with the public keys that may log in. */
  Path authorizedKeys() {
    return folder.resolve("authorized_keys");
  }

  int port() {
    return port;
  }

  /** Logs in as whoever runs the tests. */
  public SshTarget target() {
    return new SshTarget(System.getProperty("user.name"), "127.0.0.1", port);
  }

  /** The name of this server in known_hosts. */
  String knownHostsName() {
    return "[127.0.0.1]:" + port;
  }

  /** The public key {@code host_<type>}: type and Base64. */
  public String hostKey(String type) {
    String[] words = read(folder.resolve("host_" + type + ".pub")).split(" ");
    return words[0] + " " + words[1].strip();
  }

  /** Options that log in here, trusting the ed25519 key. */
  SshOptions options() {
    Path knownHosts = folder.resolve("known_hosts");
    write(knownHosts, knownHostsName() + " " + hostKey("ed25519") + "\n");
    return SshOptions.defaults()
        .withIdentity(SshIdentity.file(identity()))
        .withKnownHosts(KnownHosts.of(knownHosts));
  }

  /** The same for the ssh of this machine. */
  OpenSshOptions openSshOptions() {
    return new OpenSshOptions(
        Optional.empty(),
        Optional.of(identity()),
        Optional.of(options().knownHosts().file()),
        Optional.empty(),
        HostKeyPolicy.STRICT,
        Duration.ofSeconds(30),
        List.of(),
        new Given(true, true),
        Optional::empty);
  }

  /** What sshd said so far. */
  String log() {
    return read(folder.resolve("log"));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Runs ssh-keygen without a passphrase. */
  static void keygen(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-N", ""));
    command.addAll(List.of(arguments));
    Tool.run(command.toArray(String[]::new)).requireSuccess();
  }

  private Process start(String... settings) throws IOException {
    if (!Files.isExecutable(Path.of(SSHD))) {
      throw new AssertionError(SSHD + " is missing: apt-get install openssh-server");
    }
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    List<String> lines = new ArrayList<>(List.of(settings));
    lines.addAll(
        List.of(
            "ListenAddress 127.0.0.1:" + port,
            "HostKey " + folder.resolve("host_ed25519"),
            "HostKey " + folder.resolve("host_ecdsa"),
            "HostKey " + folder.resolve("host_rsa"),
            "AuthorizedKeysFile " + authorizedKeys(),
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "PermitRootLogin yes",
            "StrictModes no",
            "UsePAM no",
            "MaxSessions 20",
            "PidFile none",
            "LogLevel DEBUG1"));
    write(folder.resolve("sshd_config"), String.join("\n", lines) + "\n");
    Process started =
        new ProcessBuilder(SSHD, "-D", "-e", "-f", folder.resolve("sshd_config").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    if (!greets(started, port)) {
      throw new AssertionError("sshd did not start: " + log());
    }
    return started;
  }

  /** Waits until a server greets on its port; not, when it ended or does not in ten seconds. */
  static boolean greets(Process started, int port) {
    for (int i = 0; i < 200; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.getInputStream().read() == 'S') {
          return true;
        }
      } catch (IOException e) {
        // Not yet.
      }
      try {
        if (started.waitFor(50, TimeUnit.MILLISECONDS)) {
          return false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  /** A port that nobody listened on a moment ago. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file; {@link Files#writeString} with an unchecked exception. */
  static void write(Path path, String text) {
    try {
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a program. */
  static void writeProgram(Path path, String text) {
    write(path, text);
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
