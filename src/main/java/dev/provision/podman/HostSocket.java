package dev.provision.podman;

import dev.provision.podman.http.Connection;
import dev.provision.podman.http.Endpoint;
import dev.provision.transport.Duplex;
import dev.provision.transport.Script;
import dev.provision.transport.Transport;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A socket on a host, as the account sees it that pipelines run as. Each connection is a program on
 * the host, {@code podman/bridge.sh}, that carries the bytes.
 *
 * @param agent the account
 * @param path of the socket there; empty for the account's own
 * @param advice gets what people should know of how it is done, once for each connection
 */
public record HostSocket(
    Transport host, String agent, Optional<String> path, Consumer<String> advice)
    implements Endpoint {
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,31}");
  private static final String NOTE = "note:";

  /** What a bridge gets beyond the time that its connection is needed. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  public HostSocket {
    if (!ACCOUNT.matcher(agent).matches()) {
      throw new IllegalArgumentException("not the name of an account: \"" + agent + "\"");
    }
  }

  @Override
  public String name() {
    return host.name() + ": " + path.orElse("the podman of " + agent);
  }

  @Override
  public Connection connect(Duration patience, Duration lifetime) {
    var script =
        new Script(program(), List.of(agent, path.orElse("")), new byte[0], lifetime.plus(GRACE));
    return new Bridge(host.open(script), advice);
  }

  static String program() {
    try (InputStream in = HostSocket.class.getResourceAsStream("bridge.sh")) {
      if (in == null) {
        throw new IllegalStateException("missing on the class path: podman/bridge.sh");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("podman/bridge.sh", e);
    }
  }

  private static final class Bridge implements Connection {
    private final Duplex duplex;
    private final Consumer<String> advice;
    private final InputStream input;
    private final AtomicBoolean closed = new AtomicBoolean();

    Bridge(Duplex duplex, Consumer<String> advice) {
      this.duplex = duplex;
      this.advice = advice;
      input = new BufferedInputStream(duplex.output(), 32 * 1024);
    }

    @Override
    public InputStream input() {
      return input;
    }

    @Override
    public OutputStream output() {
      return duplex.input();
    }

    @Override
    public void close() {
      duplex.close();
      String words = duplex.lastWords();
      // Also when time ran out, and then once more by whoever opened it.
      if (!closed.getAndSet(true) && words.startsWith(NOTE) && !words.equals(NOTE)) {
        advice.accept(words + "\n");
      }
    }

    @Override
    public String trouble() {
      String words = duplex.lastWords();
      return words.startsWith(NOTE) ? "" : words;
    }
  }
}
