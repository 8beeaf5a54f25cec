package dev.provision.podman.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.transport.TimeLimitException;
import dev.provision.transport.UnreachableException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One client and servers that misbehave, over real unix sockets. */
@Timeout(60)
@SuppressWarnings("try") // A server need only be there.
class ClientTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Request REQUEST = Request.get("/v4.0.0/libpod", "info").with("q", "1");

  @TempDir Path folder;

  private Path socket() {
    return folder.resolve("s");
  }

  private static String text(Response response) throws IOException {
    return response.status() + " " + new String(response.all(), StandardCharsets.UTF_8);
  }

  private String ask(Duration limit) {
    try (var client = new Client(new UnixSocket(socket()))) {
      return client.ask(REQUEST, limit, ClientTest::text);
    }
  }

  @Test
  void asksAndReads() {
    try (var server = FakeServer.saying(socket(), FakeServer.json(200, "{}"))) {
      assertThat(ask(LIMIT)).isEqualTo("200 {}");
      assertThat(server.requests()).containsExactly("GET /v4.0.0/libpod/info?q=1");
    }
  }

  @Test
  void aSocketThatIsAbsent() {
    assertThatThrownBy(() -> ask(LIMIT))
        .isInstanceOf(UnreachableException.class)
        .hasMessage(
            socket()
                + ": there is no such socket; `systemctl --user enable --now podman.socket` makes"
                + " the user's, --socket names another");
  }

  @Test
  void aSocketThatNobodyListensOn() throws IOException {
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket()));
    }
    assertThatThrownBy(() -> ask(LIMIT))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("nothing listens on this socket any more");
  }

  @Test
  void aFileThatIsNoSocketAndAPathThatIsTooLong() throws IOException {
    Files.createFile(socket());
    assertThatThrownBy(() -> ask(LIMIT)).isInstanceOf(UnreachableException.class);
    Path tooLong = folder.resolve("x".repeat(200));
    try (var client = new Client(new UnixSocket(tooLong))) {
      assertThatThrownBy(() -> client.ask(REQUEST, LIMIT, ClientTest::text))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("too long");
    }
  }

  @Test
  void aServerThatAcceptsNobody() throws IOException {
    var waiting = new ArrayList<SocketChannel>();
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket()), 1);
      for (int i = 0; i < 2; i++) {
        waiting.add(SocketChannel.open(UnixDomainSocketAddress.of(socket())));
      }
      assertThatThrownBy(() -> ask(SHORT))
          .isInstanceOf(TimeLimitException.class)
          .hasMessage(socket() + ": accepts no connection within 300 ms");
    } finally {
      for (SocketChannel channel : waiting) {
        channel.close();
      }
    }
  }

  @Test
  void aServerThatHangs() {
    String[] saidBefore = {
      "", "HTTP/1.1 200 OK\r\n", FakeServer.json(200, "{}").replace("Length: 2", "Length: 3")
    };
    for (String said : saidBefore) {
      var never = new CountDownLatch(1);
      try (var server =
          new FakeServer(
              folder.resolve("h" + said.length()),
              (request, body, out) -> {
                out.write(said.getBytes(StandardCharsets.UTF_8));
                await(never);
              })) {
        try (var client = new Client(new UnixSocket(server.path()))) {
          assertThatThrownBy(() -> client.ask(REQUEST, SHORT, ClientTest::text))
              .isInstanceOf(TimeLimitException.class)
              .hasMessage(server.path() + ": no answer to GET /v4.0.0/libpod/info within 300 ms");
        }
        never.countDown();
      }
    }
  }

  /** Its receive buffer is full, so the request cannot be sent. */
  @Test
  void aServerThatDoesNotRead() throws IOException {
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket()));
      try (var client = new Client(new UnixSocket(socket()))) {
        Request endless =
            REQUEST.sending(
                "x/y",
                out -> {
                  while (true) {
                    out.write(new byte[8192]);
                  }
                });
        assertThatThrownBy(() -> client.ask(endless, SHORT, ClientTest::text))
            .isInstanceOf(TimeLimitException.class);
      }
    }
  }

  @Test
  void aServerThatHangsUpHalfWay() {
    String whole = FakeServer.json(200, "{\"a\": 1}");
    for (int length = 0; length < whole.length(); length++) {
      Path path = folder.resolve("c" + length);
      try (var server = FakeServer.saying(path, whole.substring(0, length));
          var client = new Client(new UnixSocket(path))) {
        assertThatThrownBy(() -> client.ask(REQUEST, LIMIT, ClientTest::text))
            .as("after %d bytes", length)
            .isInstanceOf(UnreachableException.class)
            .hasMessageContaining("hung up in the middle of the answer to GET");
      }
    }
  }

  @Test
  void aServerThatIsNotPodmans() {
    try (var server = FakeServer.saying(socket(), "SSH-2.0-OpenSSH_9.2\r\n")) {
      assertThatThrownBy(() -> ask(LIMIT))
          .isInstanceOf(UnreachableException.class)
          .hasMessage(
              socket()
                  + ": the answer to GET /v4.0.0/libpod/info is not podman's: not HTTP:"
                  + " \"SSH-2.0-OpenSSH_9.2\"");
    }
  }

  @Test
  void aServerThatAnswersBeforeItHasReadEverything() throws IOException {
    try (var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Path path = folder.resolve("early");
      listener.bind(UnixDomainSocketAddress.of(path));
      var refusing =
          new Thread(
              () -> {
                try (SocketChannel channel = listener.accept()) {
                  var connection = new ChannelConnection(channel);
                  connection.input().read();
                  connection.output().write(FakeServer.json(400, "no").getBytes());
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      refusing.start();
      try (var client = new Client(new UnixSocket(path))) {
        Request large = REQUEST.sending("x/y", out -> out.write(new byte[10_000_000]));
        assertThat(client.<String>ask(large, LIMIT, ClientTest::text)).isEqualTo("400 no");
      }
    }
  }

  @Test
  void oneConnectionServesWhatFollowsAtOnce() throws InterruptedException {
    try (var server =
            new FakeServer(
                socket(),
                (request, body, out) -> out.write(FakeServer.json(200, "{}").getBytes()));
        var client = new Client(new UnixSocket(socket()))) {
      for (int i = 0; i < 3; i++) {
        client.ask(REQUEST, LIMIT, ClientTest::text);
      }
      assertThat(server.connections()).isEqualTo(1);
      Thread.sleep(2100);
      client.ask(REQUEST, LIMIT, ClientTest::text);
      assertThat(server.connections()).as("podman hangs up on those that rest").isEqualTo(2);
      client.ask(REQUEST, LIMIT, response -> "unread");
      client.ask(REQUEST, LIMIT, ClientTest::text);
      assertThat(server.connections()).as("after an answer that was not read").isEqualTo(3);
      client.ask(REQUEST, Duration.ofHours(1), ClientTest::text);
      assertThat(server.connections()).as("not made for that long").isEqualTo(4);
    }
  }

  @Test
  void anAnswerMayBeReadWhileAnotherQuestionIsAsked() {
    try (var server =
            new FakeServer(
                socket(),
                (request, body, out) -> out.write(FakeServer.json(200, "{}").getBytes()));
        var client = new Client(new UnixSocket(socket()))) {
      String both =
          client.ask(
              REQUEST, LIMIT, outer -> client.ask(REQUEST, LIMIT, ClientTest::text) + text(outer));
      assertThat(both).isEqualTo("200 {}200 {}");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void documentsAreNotEndless() {
    try (var server =
        new FakeServer(
            socket(),
            (request, body, out) -> {
              out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
              while (true) {
                out.write(new byte[65536]);
              }
            })) {
      assertThatThrownBy(() -> ask(LIMIT)).hasMessageContaining("an answer of more than 64 MiB");
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
