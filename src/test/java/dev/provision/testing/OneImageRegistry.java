package dev.provision.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A registry on the loopback that has one small image under every name. */
public final class OneImageRegistry implements AutoCloseable {
  private static final String TYPE = "application/vnd.docker.distribution.manifest.v2+json";
  private static final byte[] CONFIG =
      "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}"
          .getBytes(StandardCharsets.UTF_8);
  private static final byte[] MANIFEST =
      ("{\"schemaVersion\":2,\"mediaType\":\""
              + TYPE
              + "\",\"config\":{\"mediaType\":\"application/vnd.docker.container.image.v1+json\","
              + "\"size\":%d,\"digest\":\"%s\"},\"layers\":[]}"
                  .formatted(CONFIG.length, digest(CONFIG)))
          .getBytes(StandardCharsets.UTF_8);

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  public OneImageRegistry() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::serve);
  }

  /** Host and port. */
  public String place() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** The image's manifest. */
  public static byte[] manifest() {
    return MANIFEST.clone();
  }

  /** The digest by which it can be pulled. */
  public static String digest() {
    return digest(MANIFEST);
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        threads.execute(() -> answer(socket));
      } catch (IOException e) {
        // Closed: the test is over.
      }
    }
  }

  /** Whoever tries TLS first is turned away at once; Java's own server would wait for more. */
  private static void answer(Socket socket) {
    try (socket;
        var lines =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
      String request = lines.readLine();
      if (request == null || !request.startsWith("GET ")) {
        return;
      }
      while (!lines.readLine().isEmpty()) {
        // Headers make no difference.
      }
      boolean manifest = request.contains("/manifests/");
      byte[] body =
          manifest ? MANIFEST : request.contains("/blobs/") ? CONFIG : new byte[] {'{', '}'};
      String head =
          "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
              .formatted(manifest ? TYPE : "application/octet-stream", body.length);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(byte[] content) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(content);
      return "sha256:" + HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
