package dev.provision.podman.http;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes something when its time is over, so that whoever waits for it, reading, writing or
 * connecting, gets an {@link IOException}.
 */
final class TimeLimit implements AutoCloseable {
  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private final ScheduledFuture<?> alarm;
  private volatile boolean expired;

  private TimeLimit(Closeable closeable, Duration limit) {
    alarm =
        CLOCK.schedule(
            () -> {
              expired = true;
              // Where closing itself can be held up, the next alarm must not be.
              var closing = new Thread(() -> closeQuietly(closeable), "time limit");
              closing.setDaemon(true);
              closing.start();
            },
            Math.max(0, limit.toMillis()),
            TimeUnit.MILLISECONDS);
  }

  static TimeLimit on(Closeable closeable, Duration limit) {
    return new TimeLimit(closeable, limit);
  }

  boolean hasExpired() {
    return expired;
  }

  /** Also where all went well, but too late: it has been closed by now. */
  void check() throws IOException {
    if (expired) {
      throw new IOException("too late");
    }
  }

  @Override
  public void close() {
    alarm.cancel(false);
  }

  /** {@code 30 s}, {@code 250 ms}. */
  static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  private static ScheduledThreadPoolExecutor clock() {
    var clock =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              var thread = new Thread(work, "time limits");
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  private static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
