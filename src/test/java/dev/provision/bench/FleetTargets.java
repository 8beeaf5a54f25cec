package dev.provision.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Records;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Hosts of a fleet that are addresses of this machine, 127.1.x.y, behind real sshds: one that
 * repeats recorded answers, one that does what it is told.
 */
final class FleetTargets implements AutoCloseable {
  private static final Path SCRIPTS = Path.of("src/bench/fleet").toAbsolutePath();

  /** What a container's image says of apt's caches is said of no machine that pipelines run on. */
  private static final List<String> MACHINE =
      List.of(
          "unshare",
          "--mount",
          "sh",
          "-ec",
          "clean=/etc/apt/apt.conf.d/docker-clean; if [ -e $clean ]; then"
              + " mount --bind /dev/null $clean; apt-cache gencaches; fi; exec \"$@\"",
          "sh");

  private static final int BLOCK = 250;
  private static final int HEALTHY = 99;

  private final Path folder;
  private final List<Process> servers = new ArrayList<>();
  private final List<Socket> mute = new ArrayList<>();
  private final ServerSocket silent;
  private final int refusing;

  /** The port behind which recorded answers are repeated. */
  final int recorded;

  /** The port behind which commands are run. */
  final int real;

  /** Starts the servers. */
  FleetTargets(Path folder) throws Exception {
    this.folder = Files.createDirectories(folder);
    // Not root's own, where a shell under sshd reads what slows it down.
    Files.createDirectories(folder.resolve("home"));
    Files.createDirectories(folder.resolve("slow"));
    Files.createDirectories(folder.resolve("other"));
    Files.createDirectories(Path.of("/run/sshd"));
    for (String key : List.of("host", "stranger", "id")) {
      Files.deleteIfExists(folder.resolve(key));
      run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path(key));
    }
    silent = new ServerSocket();
    silent.bind(new InetSocketAddress("0.0.0.0", 0), 1024);
    var acceptor = new Thread(this::acceptAndSayNothing, "silent");
    acceptor.setDaemon(true);
    acceptor.start();
    recorded = server("ForceCommand " + SCRIPTS.resolve("answer") + " " + folder);
    real = server("ForceCommand " + SCRIPTS.resolve("run"));
    refusing = freePort();
  }

  /** The command that the packaged tool sends to each host of a fleet. */
  String command() throws Exception {
    int port = server("ForceCommand printf '%s' \"$SSH_ORIGINAL_COMMAND\" >" + path("command"));
    Path inventory = inventory(1, port, false, "command.of");
    Timed.run(
        Map.of(), drift(inventory, 1, "command.of.known_hosts"), folder.resolve("command.log"));
    return Files.readString(folder.resolve("command"));
  }

  /** Keeps what it printed on a host: the answers as they are, a word in the place of the nonce. */
  void answers(String file, String printed) throws IOException {
    var packed = new ByteArrayOutputStream();
    List<Records.Entry> records =
        Records.parseAll(printed).stream().filter(it -> it.kind().equals("answers")).toList();
    records.forEach(it -> packed.writeBytes(it.decoded(1)));
    byte[] answers =
        new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray())).readAllBytes();
    Files.writeString(
        folder.resolve(file),
        new String(answers, StandardCharsets.ISO_8859_1).replace(records.get(0).field(0), "NONCE"),
        StandardCharsets.ISO_8859_1);
  }

  /** The i-th of the hosts. */
  static String address(int index) {
    return "127.1.%d.%d".formatted(index / BLOCK, index % BLOCK + 1);
  }

  /**
   * Writes an inventory and its known_hosts.
   *
   * @param port of those that answer
   * @param troubled whether of 100 hosts 5 are silent, 2 refuse, 3 have another key and 2 are slow
   *     (2)
   */
  Path inventory(int hosts, int port, boolean troubled, String name) throws IOException {
    var lines = new ArrayList<String>();
    var known = new ArrayList<String>();
    String key = key("host");
    String stranger = key("stranger");
    for (int i = 0; i < hosts; i++) {
      int kind = troubled ? i % 100 : HEALTHY;
      int to = kind < 5 ? silent.getLocalPort() : kind == 5 || kind == 6 ? refusing : port;
      String host = address(i);
      lines.add("root@" + host + ":" + to + " name=agent-" + i);
      known.add("[" + host + "]:" + to + " " + (kind >= 7 && kind <= 9 ? stranger : key));
      mark("slow", host, kind == 10 || kind == 11);
      mark("other", host, i % 10 == 9);
    }
    Files.write(folder.resolve(name + ".known_hosts"), known);
    return Files.write(folder.resolve(name), lines);
  }

  private void mark(String kind, String host, boolean wanted) throws IOException {
    Path mark = folder.resolve(kind).resolve(host);
    if (wanted) {
      Files.write(mark, new byte[0]);
    } else {
      Files.deleteIfExists(mark);
    }
  }

  /** The packaged tool; that hosts differ or are not reached is what it finds. */
  List<String> drift(Path inventory, int parallel, String knownHosts) {
    return found(
        List.of(
            Peer.PROGRAM,
            "drift",
            "--profile",
            "ado-runner",
            "--inventory",
            inventory.toString(),
            "--identity",
            path("id"),
            "--known-hosts",
            path(knownHosts),
            "--parallel",
            "" + parallel,
            "--connect-timeout",
            "5",
            "--retries",
            "0",
            "--format",
            "json"));
  }

  /** OpenSSH with the same command for each host of an inventory. */
  List<String> ssh(Path inventory, int parallel, String knownHosts, String... options) {
    String program =
        "sed 's/.*@\\([0-9.]*\\):\\([0-9]*\\) .*/\\1 \\2/' \"$1\" | xargs -P \"$2\" -n 2 sh -c"
            + " 'exec ssh -F none -o BatchMode=yes -o ConnectTimeout=5 -o IdentitiesOnly=yes \"$1\" -i"
            + " \"$2\" -o UserKnownHostsFile=\"$3\" -p \"$6\" root@\"$5\" \"$(cat \"$4\")\" </dev/null"
            + " >/dev/null 2>&1' sh \"$3\" \"$4\" \"$5\" \"$6\"; :";
    var words = new ArrayList<>(List.of("sh", "-c", program, "sh", inventory.toString()));
    words.addAll(List.of("" + parallel, options.length == 0 ? "-T" : options[0]));
    words.addAll(List.of(path("id"), path(knownHosts), path("command")));
    return words;
  }

  /** An inventory for Ansible of the same hosts. */
  Path ansible(int hosts, int port, String knownHosts) throws IOException {
    String lines =
        IntStream.range(0, hosts)
            .mapToObj(
                i ->
                    "agent-%d ansible_host=%s ansible_port=%d ansible_user=root ansible_ssh_private_key_file=%s ansible_ssh_common_args=\"-F none -o IdentitiesOnly=yes -o UserKnownHostsFile=%s\""
                        .formatted(i, address(i), port, path("id"), path(knownHosts)))
            .collect(Collectors.joining("\n"));
    return Files.writeString(folder.resolve("ansible"), lines + "\n");
  }

  /** How many of them are not reached when they are troubled. */
  static int unreachable(int hosts) {
    return (int) IntStream.range(0, hosts).filter(i -> i % 100 < 10).count();
  }

  /** A command that may say that something differs, or cannot be reached. */
  static List<String> found(List<String> command) {
    return Peer.with(
        List.of("sh", "-c", "\"$@\"; s=$?; [ $s = 0 ] || [ $s = 2 ] || [ $s = 69 ]", "sh"),
        command);
  }

  private String key(String name) throws IOException {
    String[] words = Files.readString(folder.resolve(name + ".pub")).split(" ");
    return words[0] + " " + words[1].strip();
  }

  private String path(String file) {
    return folder.resolve(file).toString();
  }

  private int server(String setting) throws Exception {
    int port = freePort();
    Path config = folder.resolve("sshd." + port);
    Files.writeString(
        config,
        """
        ListenAddress 0.0.0.0:%d
        HostKey %s
        AuthorizedKeysFile %s
        StrictModes no
        UsePAM no
        PermitRootLogin yes
        MaxStartups 1000:30:2000
        PidFile none
        LogLevel ERROR
        SetEnv HOME=%s
        %s
        """
            .formatted(port, path("host"), path("id.pub"), path("home"), setting));
    Process sshd =
        new ProcessBuilder(
                Peer.with(MACHINE, List.of("/usr/sbin/sshd", "-D", "-e", "-f", "" + config)))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sshd.log").toFile())
            .start();
    servers.add(sshd);
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (true) {
      try {
        new Socket(InetAddress.getByName("127.1.0.1"), port).close();
        return port;
      } catch (IOException e) {
        assertThat(System.nanoTime()).as("sshd").isLessThan(deadline);
        Thread.sleep(50);
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void run(String... words) throws Exception {
    assertThat(new ProcessBuilder(words).start().waitFor()).as(words[0]).isZero();
  }

  private void acceptAndSayNothing() {
    while (!silent.isClosed()) {
      try {
        mute.add(silent.accept());
      } catch (IOException e) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    silent.close();
    for (Process server : servers) {
      server.descendants().forEach(ProcessHandle::destroyForcibly);
      server.destroy();
    }
  }
}
