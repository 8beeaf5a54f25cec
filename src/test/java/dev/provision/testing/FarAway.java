package dev.provision.testing;

import dev.provision.transport.SshTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Puts a server far away: bytes take a while in both directions. Counts the round trips that an
 * answer was worth: what the client says belongs to the trip after the latest of which it has
 * heard, what the server says to the latest that reached it. The handshake of TCP is not counted.
 *
 * <p>Somebody who is slower than the way is long can only raise the count, never lower it: the
 * least of some attempts is what the protocol needs.
 */
public final class FarAway implements AutoCloseable {
  private final ServerSocket listener;
  private final SshTarget server;
  private final Duration way;
  // One that nobody refers to is closed by the garbage collector.
  private final List<Link> links = new CopyOnWriteArrayList<>();
  private final AtomicLong bytesToServer = new AtomicLong();
  private final AtomicLong bytesToClient = new AtomicLong();
  private volatile int heardByClient;
  private volatile int heardByServer;
  private volatile int longestOfFirst = Integer.MAX_VALUE;

  /**
   * Begins to listen.
   *
   * @param way how long bytes take, one way
   */
  public FarAway(SshTarget server, Duration way) {
    this.server = server;
    this.way = way;
    try {
      listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(
        () -> {
          while (!listener.isClosed()) {
            links.add(new Link(listener.accept()));
          }
        });
  }

  /** The server, seen from here. */
  public SshTarget target() {
    return new SshTarget(server.user(), "127.0.0.1", listener.getLocalPort());
  }

  /** How many round trips it took until the client heard what it heard last. */
  public int roundTrips() {
    return heardByClient;
  }

  /** How many connections there were. */
  public int connections() {
    return links.size();
  }

  /** How many bytes the client has sent. */
  public long bytesToServer() {
    return bytesToServer.get();
  }

  /** How many bytes the server has sent. */
  public long bytesToClient() {
    return bytesToClient.get();
  }

  /**
   * The numbers of all messages that the client sent on its first connection, which it has closed
   * and where nothing was encrypted (RFC 4253, sections 4.2 and 6).
   */
  public List<Integer> plainMessages() throws InterruptedException {
    ByteBuffer said = ByteBuffer.wrap(links.get(0).said());
    while (said.get() != '\n') {
      // The identification.
    }
    List<Integer> messages = new ArrayList<>();
    while (said.hasRemaining()) {
      int end = said.getInt() + said.position();
      said.get();
      messages.add((int) said.get());
      said.position(end);
    }
    return messages;
  }

  /** From now on the first connection ends when the client says that much at once. */
  public void cutFirstAt(int bytes) {
    longestOfFirst = bytes;
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    links.forEach(Link::close);
  }

  private record Chunk(byte[] bytes, int trip, long due) {}

  private final class Link {
    private final Socket near;
    private final Socket far;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final CountDownLatch ended = new CountDownLatch(1);

    Link(Socket near) throws IOException {
      this.near = near;
      far = new Socket("127.0.0.1", server.port());
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      carry(near, far, true);
      carry(far, near, false);
    }

    byte[] said() throws InterruptedException {
      ended.await();
      synchronized (said) {
        return said.toByteArray();
      }
    }

    void close() {
      try (near;
          far) {
        // Both.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void carry(Socket from, Socket to, boolean fromClient) {
      BlockingQueue<Chunk> road = new LinkedBlockingQueue<>();
      start(
          () -> {
            try {
              load(from.getInputStream(), road, fromClient);
            } finally {
              if (fromClient) {
                ended.countDown();
              }
            }
          });
      start(
          () -> {
            for (Chunk chunk = road.take(); chunk.bytes().length > 0; chunk = road.take()) {
              TimeUnit.NANOSECONDS.sleep(chunk.due() - System.nanoTime());
              arrive(chunk, fromClient);
              to.getOutputStream().write(chunk.bytes());
            }
            to.shutdownOutput();
          });
    }

    // An empty chunk is the end.
    private void load(InputStream in, BlockingQueue<Chunk> road, boolean fromClient)
        throws IOException {
      byte[] buffer = new byte[64 * 1024];
      int count;
      do {
        count = in.read(buffer);
        road.add(depart(Arrays.copyOf(buffer, Math.max(0, count)), fromClient));
      } while (count >= 0);
    }

    private Chunk depart(byte[] bytes, boolean fromClient) {
      (fromClient ? bytesToServer : bytesToClient).addAndGet(bytes.length);
      if (fromClient) {
        synchronized (said) {
          said.writeBytes(bytes);
        }
        if (bytes.length >= longestOfFirst && links.get(0) == this) {
          close();
        }
      }
      int trip = fromClient ? heardByClient + 1 : heardByServer;
      return new Chunk(bytes, trip, System.nanoTime() + way.toNanos());
    }

    private void arrive(Chunk chunk, boolean atServer) {
      if (atServer) {
        heardByServer = Math.max(heardByServer, chunk.trip());
      } else {
        heardByClient = Math.max(heardByClient, chunk.trip());
      }
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception e) {
                // Somebody went away, or the test is over.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
