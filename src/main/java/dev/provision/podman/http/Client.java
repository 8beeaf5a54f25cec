package dev.provision.podman.http;

import dev.provision.transport.TimeLimitException;
import dev.provision.transport.UnreachableException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks one server, over as few connections as that takes. For one thread; a request may be made
 * while the answer to another is being read.
 */
public final class Client implements AutoCloseable {
  /**
   * How long a connection may rest before it is not used again. Podman closes resting connections
   * after twice its service's timeout, which is 5 s by default; a request that meets the end of its
   * connection could not be told from one that was lost on the way back.
   */
  private static final Duration FRESH = Duration.ofSeconds(2);

  /** How long a connection is made for at least, so that others than the first can use it. */
  private static final Duration LIFETIME = Duration.ofMinutes(15);

  private final Endpoint endpoint;
  private Line resting;

  /** A connection, and until when it may be used, as {@link System#nanoTime} has it. */
  private record Line(Connection connection, long freshUntil, long openUntil) {
    boolean isFor(Duration limit) {
      long now = System.nanoTime();
      return freshUntil - now > 0 && openUntil - now >= limit.toNanos();
    }

    Line resting() {
      return new Line(connection, System.nanoTime() + FRESH.toNanos(), openUntil);
    }
  }

  public Client(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Reads an answer.
   *
   * @param <T> what it comes to
   */
  @FunctionalInterface
  public interface Reader<T> {
    T read(Response response) throws IOException;
  }

  /**
   * Sends a request and reads what comes back.
   *
   * @param limit for everything, from connecting to the answer's last byte
   * @throws UnreachableException when there is no server, it hangs up, or it speaks something else
   * @throws TimeLimitException when it takes longer
   */
  public <T> T ask(Request request, Duration limit, Reader<T> reader) {
    long deadline = System.nanoTime() + limit.toNanos();
    Line line = rested(limit).orElseGet(() -> open(limit));
    Connection connection = line.connection();
    Duration left = Duration.ofNanos(deadline - System.nanoTime());
    boolean reusable = false;
    try (var time = TimeLimit.on(connection, left)) {
      try {
        IOException unsent = send(request, connection);
        ResponseHead head = head(connection, unsent);
        ResponseBody body = ResponseBody.of(head, connection.input());
        T result = reader.read(new Response(head.status(), body));
        reusable = unsent == null && head.keepsAlive() && body.hasEnded() && !time.hasExpired();
        return result;
      } catch (IOException e) {
        throw time.hasExpired()
            ? new TimeLimitException(
                "%s: no answer to %s within %s"
                    .formatted(endpoint.name(), request, TimeLimit.seconds(limit)))
            : new UnreachableException(endpoint.name() + ": " + reason(request, connection, e), e);
      }
    } finally {
      if (reusable) {
        rest(line);
      } else {
        connection.close();
      }
    }
  }

  @Override
  public void close() {
    if (resting != null) {
      resting.connection().close();
    }
    endpoint.close();
  }

  /** What the server is called. */
  public String name() {
    return endpoint.name();
  }

  /** A server may answer, and hang up, before it has read everything: the answer says why. */
  private static IOException send(Request request, Connection connection) {
    try {
      request.writeTo(connection.output());
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private static ResponseHead head(Connection connection, IOException unsent) throws IOException {
    InputStream in = connection.input();
    try {
      return ResponseHead.read(in);
    } catch (MalformedResponseException e) {
      throw e;
    } catch (IOException e) {
      throw unsent == null ? e : unsent;
    }
  }

  private static String reason(Request request, Connection connection, IOException trouble) {
    if (trouble instanceof MalformedResponseException) {
      return "the answer to %s is not podman's: %s".formatted(request, trouble.getMessage());
    }
    String known = connection.trouble();
    if (!known.isEmpty()) {
      return known;
    }
    return trouble instanceof EOFException
        ? "hung up in the middle of the answer to " + request
        : "the connection broke during %s: %s".formatted(request, trouble.getMessage());
  }

  private Line open(Duration limit) {
    Duration lifetime = limit.compareTo(LIFETIME) < 0 ? LIFETIME : limit;
    long openUntil = System.nanoTime() + lifetime.toNanos();
    return new Line(endpoint.connect(limit, lifetime), 0, openUntil);
  }

  private Optional<Line> rested(Duration limit) {
    Line line = resting;
    resting = null;
    if (line != null && !line.isFor(limit)) {
      line.connection().close();
      return Optional.empty();
    }
    return Optional.ofNullable(line);
  }

  private void rest(Line line) {
    if (resting != null) {
      resting.connection().close();
    }
    resting = line.resting();
  }
}
