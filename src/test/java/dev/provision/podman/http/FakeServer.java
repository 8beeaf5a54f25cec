package dev.provision.podman.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A FAKE of podman's service on a real unix socket. It reads a request, with a body in chunks if
 * there is one, and does what the test says, again and again until the connection ends.
 */
public final class FakeServer implements AutoCloseable {
  private final Path path;
  private final ServerSocketChannel server;
  private final Behaviour behaviour;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();

  /** What it does with a request. */
  public interface Behaviour {
    /**
     * Answers.
     *
     * @param request its first line without {@code HTTP/1.1}
     * @param body in chunks on the way, here as it was meant
     */
    void answer(String request, String body, OutputStream out) throws IOException;
  }

  /** Listens at once. */
  public FakeServer(Path path, Behaviour behaviour) {
    this.path = path;
    this.behaviour = behaviour;
    try {
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::acceptAll);
  }

  /** Sends these bytes to whatever is asked, and hangs up. */
  public static FakeServer saying(Path path, String bytes) {
    return new FakeServer(
        path,
        (request, body, out) -> {
          out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
          throw new IOException("hangs up");
        });
  }

  /** An answer with a length. */
  public static String json(int status, String body) {
    return "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, body.getBytes(StandardCharsets.UTF_8).length, body);
  }

  /** The first lines of all requests so far. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** How many connections there have been. */
  public int connections() {
    return connections.size();
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      server.close();
      for (SocketChannel connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void acceptAll() {
    while (server.isOpen()) {
      try {
        SocketChannel connection = server.accept();
        connections.add(connection);
        daemon(() -> serve(connection));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void serve(SocketChannel channel) {
    var connection = new ChannelConnection(channel);
    try (connection) {
      while (true) {
        var lines = new ResponseHead.Lines(connection.input());
        String first = lines.next().replace(" HTTP/1.1", "");
        requests.add(first);
        boolean chunked = false;
        for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
          chunked |= line.equals("Transfer-Encoding: chunked");
        }
        behaviour.answer(first, chunked ? body(connection.input()) : "", connection.output());
      }
    } catch (IOException e) {
      // Either side has hung up.
    }
  }

  private static String body(InputStream in) throws IOException {
    var head = new ResponseHead(1, 200, java.util.Map.of("transfer-encoding", "chunked"));
    return new String(ResponseBody.of(head, in).readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "fake server");
    thread.setDaemon(true);
    thread.start();
  }
}
