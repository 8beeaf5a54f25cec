package dev.provision.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A real dropbear (Debian: dropbear-bin) on a free port of this machine, run by whoever runs the
 * tests. It knows no other place for keys than homes, so it sees an /etc/passwd of its own with
 * another home in it. A machine without dropbear fails the tests.
 */
final class DropbearServer implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final Process process;

  /**
   * Starts.
   *
   * @param folder empty, for keys and the home
   * @param options more words for its command line
   */
  DropbearServer(Path folder, String... options) {
    this.folder = folder;
    port = OpenSshServer.freePort();
    try {
      Path home = Files.createDirectories(folder.resolve("home/.ssh"));
      OpenSshServer.keygen("-t", "ed25519", "-f", identity().toString());
      Files.copy(folder.resolve("id.pub"), home.resolve("authorized_keys"));
      OpenSshServer.write(folder.resolve("passwd"), passwd());
      Tool.run("dropbearkey", "-t", "ed25519", "-f", folder.resolve("host").toString())
          .requireSuccess();
      FakeRoot root = FakeRoot.loggedInAsRoot(folder.resolve("fakes"));
      OpenSshServer.writeProgram(
          folder.resolve("as-root"),
          "#!/bin/sh\nPATH=%s exec sh -c \"$SSH_ORIGINAL_COMMAND\"\n".formatted(root.path()));
      process = start(options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A private key that may log in. */
  Path identity() {
    return folder.resolve("id");
  }

  /** Logs in as whoever runs the tests. */
  SshTarget target() {
    return new SshTarget(System.getProperty("user.name"), "127.0.0.1", port);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  // The file system that it sees is changed for itself alone: a namespace of mounts, and for
  // whoever
  // is not root one of users.
  private Process start(String... options) throws IOException {
    boolean root = System.getProperty("user.name").equals("root");
    List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
    if (!root) {
      command.addAll(List.of("--map-current-user", "--keep-caps"));
    }
    command.addAll(
        List.of(
            "sh",
            "-c",
            "mount --bind \"$0\" /etc/passwd && exec dropbear \"$@\"",
            folder.resolve("passwd").toString()));
    command.addAll(List.of("-F", "-E", "-s", "-m", "-p", "127.0.0.1:" + port));
    command.addAll(List.of("-r", folder.resolve("host").toString()));
    command.addAll(List.of("-c", folder.resolve("as-root").toString()));
    command.addAll(List.of(options));
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    if (!OpenSshServer.greets(started, port)) {
      throw new AssertionError(
          "dropbear did not start (apt-get install dropbear-bin?): "
              + Files.readString(folder.resolve("log")));
    }
    return started;
  }

  private String passwd() throws IOException {
    String user = System.getProperty("user.name") + ":";
    return Files.readAllLines(Path.of("/etc/passwd")).stream()
        .map(line -> line.startsWith(user) ? atHome(line.split(":", -1)) : line)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private String atHome(String[] fields) {
    fields[5] = folder.resolve("home").toString();
    fields[6] = "/bin/sh";
    return String.join(":", fields);
  }
}
