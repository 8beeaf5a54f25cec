package dev.provision.transport;

import dev.provision.transport.Conversation.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Feeds a command and reads both of its streams at the same time, so that none of the three waits
 * for another; what was read queues up for the one thread that looks at it.
 */
final class Pumps implements AutoCloseable {
  /** Whose bytes these are. */
  enum Source {
    STDOUT,
    STDERR
  }

  /**
   * The next bytes of a stream, or its end.
   *
   * @param bytes empty at the end
   */
  record Chunk(Source source, byte[] bytes) {
    boolean isEnd() {
      return bytes.length == 0;
    }
  }

  private static final int CHUNK = 32 * 1024;
  private static final int QUEUE = 64;

  private final BlockingQueue<Reply> input = new LinkedBlockingQueue<>();
  private final BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(QUEUE);
  private final List<Thread> threads;

  /**
   * Starts to feed and to read.
   *
   * @param input the first bytes for standard input, which stays open until {@link #send} ends it
   */
  Pumps(String name, Running running, byte[] input) {
    this(name, running, true);
    send(new Reply(input, false));
  }

  private Pumps(String name, Running running, boolean feeding) {
    var all = new ArrayList<Thread>();
    if (feeding) {
      all.add(new Thread(() -> feed(running.stdin()), name + " stdin"));
    }
    all.add(new Thread(() -> drain(running.stdout(), Source.STDOUT), name + " stdout"));
    all.add(new Thread(() -> drain(running.stderr(), Source.STDERR), name + " stderr"));
    threads = List.copyOf(all);
    for (Thread thread : threads) {
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Starts to read only; somebody else writes to standard input. */
  static Pumps reading(String name, Running running) {
    return new Pumps(name, running, false);
  }

  /** The next chunk, or null when none came in that time. */
  Chunk next(long milliseconds) throws InterruptedException {
    return queue.poll(milliseconds, TimeUnit.MILLISECONDS);
  }

  /** Ends the threads; the streams must have been closed. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }

  /** Queues bytes for standard input; never waits. */
  void send(Reply reply) {
    if (reply.bytes().length > 0 || reply.last()) {
      input.add(reply);
    }
  }

  private void feed(OutputStream stdin) {
    try (stdin) {
      Reply reply;
      do {
        reply = input.take();
        stdin.write(reply.bytes());
        stdin.flush();
      } while (!reply.last());
    } catch (IOException e) {
      // It ended, or does not read all of its input. How it ended is told elsewhere.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain(InputStream stream, Source source) {
    byte[] buffer = new byte[CHUNK];
    try {
      try {
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
          if (count > 0) {
            queue.put(new Chunk(source, Arrays.copyOf(buffer, count)));
          }
        }
      } catch (IOException e) {
        // The stream ends here; whether the connection was lost is told by the missing status.
      }
      queue.put(new Chunk(source, new byte[0]));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
