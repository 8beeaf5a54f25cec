package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.Cli.Run;
import dev.provision.testing.HostileText;
import dev.provision.transport.OpenSshServer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that speak to whoever reads the log: before the login, in it, and on every stream. */
@Timeout(120)
class HostileServerTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"builtin", "openssh"})
  void nobodyKnowsItYet(String transport) throws IOException {
    List<Function<String, byte[]>> greetings =
        List.of(
            HostileServerTest::chatter, HostileServerTest::version, HostileServerTest::farewell);
    List<String> texts = HostileText.known();
    for (int i = 0; i < texts.size(); i++) {
      byte[] greeting = greetings.get(i % greetings.size()).apply(texts.get(i));
      try (ServerSocket server = server(greeting)) {
        Run run = plan(transport, server.getLocalPort(), "--host-key", "accept-new");
        assertThat(run.code().number()).as(run.stderr()).isEqualTo(69);
        Harmless.plain(run);
      }
    }
  }

  /** A real sshd: its banner, and what a login says on both streams, also in pieces. */
  @ParameterizedTest
  @ValueSource(strings = {"builtin", "openssh"})
  void itLetsUsIn(String transport) throws IOException {
    Path says = folder.resolve("says");
    Path banner = folder.resolve("banner");
    try (var server =
        new OpenSshServer(
            Files.createDirectory(folder.resolve("sshd")),
            "Banner " + banner,
            "ForceCommand /bin/sh -c '"
                + "for i in 1 2; do printf \"##v\"; printf \"##v\" >&2; sleep 0.1;"
                + " printf \"so[task.complete]x \"; printf \"so[task.complete]x \" >&2; done;"
                + " cat "
                + says
                + "; cat "
                + says
                + " >&2; exit 1'")) {
      List<String> texts = HostileText.known();
      for (String text : List.of(String.join("\n", texts), texts.get(0), texts.get(14))) {
        write(banner, text);
        write(says, text);
        Run run =
            plan(
                transport,
                server.target().port(),
                "--host-key",
                "accept-new",
                "--identity",
                server.identity().toString());
        assertThat(run.code().number()).as(run.stderr()).isEqualTo(69);
        assertThat(run.stderr()).containsPattern("no shell started|did not get in");
        Harmless.plain(run);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"builtin", "openssh"})
  void whatIsWrittenOfItIsHostileToo(String transport) throws IOException {
    try (var server = new OpenSshServer(Files.createDirectory(folder.resolve("sshd")))) {
      Path file = folder.resolve("file");
      String name = "[127.0.0.1]:" + server.target().port();
      String other = server.hostKey("ed25519").replaceFirst("AAAA.{30}", "AAAA".repeat(8) + "AA");
      for (String text : HostileText.known().subList(0, 24)) {
        String line = text.replace('\n', ' ').replace('\r', ' ');
        write(file, text + "\n" + name + " " + other + " " + line + "\n@" + line + " x y\n");
        Harmless.plain(plan(transport, server.target().port(), "--known-hosts", file.toString()));
        write(file, text + "\nHostKeyAlias " + text + "\n" + line + " yes\n");
        Harmless.plain(plan(transport, server.target().port(), "--ssh-config", file.toString()));
      }
    }
  }

  private Run plan(String transport, int port, String... more) {
    var words =
        new ArrayList<>(List.of("plan", "--profile", "ado-runner", "--host", "127.0.0.1:" + port));
    words.addAll(List.of("--transport", transport, "--connect-timeout", "5"));
    words.addAll(List.of(more));
    if (!words.contains("--known-hosts")) {
      words.addAll(List.of("--known-hosts", folder.resolve("known_hosts").toString()));
    }
    return new Cli().in(folder).withTools().run(words.toArray(String[]::new));
  }

  /** Lines before the identification, which are for people; RFC 4253, 4.2. */
  private static byte[] chatter(String text) {
    return (text + "\r\n" + text + "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] version(String text) {
    return ("SSH-1.5-" + text + "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  /** SSH_MSG_DISCONNECT with a reason; RFC 4253, 6 and 11.1. */
  private static byte[] farewell(String text) {
    byte[] reason = text.getBytes(StandardCharsets.UTF_8);
    int padding = 8 - (5 + 13 + reason.length) % 8 + 8;
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeBytes("SSH-2.0-x\r\n");
      out.writeInt(1 + 13 + reason.length + padding);
      out.writeByte(padding);
      out.writeByte(1);
      out.writeInt(2);
      out.writeInt(reason.length);
      out.write(reason);
      out.writeInt(0);
      out.write(new byte[padding]);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  /** Says the same to everybody, and hangs up when it has been answered. */
  private static ServerSocket server(byte[] greeting) throws IOException {
    var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    var thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  socket.getOutputStream().write(greeting);
                  socket.getOutputStream().flush();
                  socket.setSoTimeout(300);
                  while (socket.getInputStream().read() != -1) {
                    // What it says is nothing to us.
                  }
                } catch (IOException e) {
                  // It has left, or waits.
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  private static void write(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
