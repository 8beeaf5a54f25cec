package dev.provision.render;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A registry that has one unsigned image under every name, and an apt repository under {@code
 * /apt}. It remembers what it was asked.
 */
final class LocalServer implements AutoCloseable {
  private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
  private static final Path APT = Path.of("src", "test", "resources", "apt");

  private static final byte[] UNKNOWN =
      bytes("{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\"}]}");

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final byte[] layer = gzip(new byte[1024]);
  private final byte[] config =
      bytes(
          "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
              + digest(new byte[1024])
              + "\"]}}");
  private final byte[] manifest =
      bytes(
          "{\"schemaVersion\":2,\"mediaType\":\""
              + MANIFEST
              + "\",\"config\":"
              + descriptor("application/vnd.docker.container.image.v1+json", config)
              + ",\"layers\":["
              + descriptor("application/vnd.docker.image.rootfs.diff.tar.gzip", layer)
              + "]}");
  private final HttpsServer registry;
  private final HttpServer repository;

  LocalServer() {
    var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      registry = HttpsServer.create(anyPort, 0);
      registry.setHttpsConfigurator(new HttpsConfigurator(certificate()));
      repository = HttpServer.create(anyPort, 0);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    for (HttpServer server : List.of(registry, repository)) {
      server.createContext("/", this::answer);
      server.start();
    }
  }

  /** {@code 127.0.0.1:PORT}, with a certificate that nobody knows. */
  String registry() {
    return "127.0.0.1:" + registry.getAddress().getPort();
  }

  /** {@code 127.0.0.1:PORT}, without TLS. */
  String repository() {
    return "127.0.0.1:" + repository.getAddress().getPort();
  }

  private static SSLContext certificate() throws IOException, GeneralSecurityException {
    char[] password = "changeit".toCharArray();
    KeyStore store =
        KeyStore.getInstance(Path.of("src/test/resources/local-server.p12").toFile(), password);
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** Paths, in the order of the requests. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      asked.add(path);
      byte[] body = body(path);
      exchange
          .getResponseHeaders()
          .set(
              "Content-Type", path.contains("/manifests/") ? MANIFEST : "application/octet-stream");
      boolean head = exchange.getRequestMethod().equals("HEAD");
      byte[] answer = body == null ? UNKNOWN : body;
      exchange.sendResponseHeaders(
          body == null ? 404 : 200, head || answer.length == 0 ? -1 : answer.length);
      if (!head) {
        exchange.getResponseBody().write(answer);
      }
    }
  }

  private byte[] body(String path) throws IOException {
    if (path.startsWith("/apt/")) {
      Path file = APT.resolve(Path.of(path).getFileName());
      return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    }
    if (path.endsWith(digest(config))) {
      return config;
    }
    if (path.endsWith(digest(layer))) {
      return layer;
    }
    return path.endsWith(".sig") ? null : path.contains("/manifests/") ? manifest : new byte[0];
  }

  private static String descriptor(String type, byte[] content) {
    return "{\"mediaType\":\"%s\",\"size\":%d,\"digest\":\"%s\"}"
        .formatted(type, content.length, digest(content));
  }

  private static String digest(byte[] content) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] gzip(byte[] content) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    registry.stop(0);
    repository.stop(0);
  }
}
