package dev.provision.fleet;

import dev.provision.ProvisionException;
import dev.provision.engine.DriftResult;
import dev.provision.fleet.inventory.FleetHost;
import dev.provision.transport.NoConnectionException;
import dev.provision.transport.UnreachableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Asks many hosts the same, some at once. Each has an end: one that does not answer in its time is
 * unreachable, and its place goes to the next, whatever becomes of the thread that asks it.
 */
public final class FleetRun {
  /** Before the second attempt; doubled for each further one, and half as much again or less. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /**
   * How long and how many.
   *
   * @param parallel hosts at once
   * @param perHost from the first attempt to the answer
   * @param whole for all; hosts that are not asked by then are told as unreachable
   * @param retries of connections that could not be made; what answered is not asked again
   */
  public record Limits(int parallel, Duration perHost, Optional<Duration> whole, int retries) {}

  /** Takes what comes, one host at a time. */
  public interface Results {
    /**
     * Takes one host's.
     *
     * @param difference of which the result has the id
     */
    void take(HostResult result, Optional<Difference> difference);
  }

  /** One host's question. Runs on a thread of its own, which is interrupted when time is up. */
  public interface Question {
    DriftResult ask(FleetHost host);
  }

  private final Limits limits;
  private final Question question;
  private final Function<FleetHost, String> profile;
  private final Results results;
  private final ExecutorService askers = Executors.newCachedThreadPool(FleetRun::daemon);
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, FleetRun::daemon);

  private FleetRun(
      Limits limits, Question question, Function<FleetHost, String> profile, Results results) {
    this.limits = limits;
    this.question = question;
    this.profile = profile;
    this.results = results;
    // Else every host that has answered stays until its time would have been up.
    clock.setRemoveOnCancelPolicy(true);
  }

  /**
   * Asks all of them; every host has one result in the end.
   *
   * @param profile the name of what a host is compared with
   */
  public static void of(
      List<FleetHost> hosts,
      Limits limits,
      Question question,
      Function<FleetHost, String> profile,
      Results results) {
    new FleetRun(limits, question, profile, results).run(hosts);
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "fleet");
    thread.setDaemon(true);
    return thread;
  }

  private void run(List<FleetHost> hosts) {
    Instant end = limits.whole().map(Instant.now()::plus).orElse(Instant.MAX);
    var places = new Semaphore(limits.parallel());
    try {
      for (FleetHost host : hosts) {
        var task = new Task(host, places);
        if (host.address().isEmpty()) {
          task.end(new UnreachableException("the inventory has no address for it"));
        } else if (!taken(places, end)) {
          task.end(new UnreachableException("it was not asked: the time for all hosts was up"));
        } else {
          task.start(end);
        }
      }
      places.acquireUninterruptibly(limits.parallel());
    } finally {
      clock.shutdownNow();
      askers.shutdownNow();
    }
  }

  private static boolean taken(Semaphore places, Instant end) {
    try {
      if (end.equals(Instant.MAX)) {
        places.acquire();
        return true;
      }
      long left = Duration.between(Instant.now(), end).toMillis();
      return left > 0 && places.tryAcquire(left, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** One host, from its place in the queue to its result. */
  private final class Task {
    private final FleetHost host;
    private final Semaphore places;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger attempts = new AtomicInteger();
    private final long began = System.nanoTime();
    private volatile ScheduledFuture<?> alarm;
    private boolean started;

    Task(FleetHost host, Semaphore places) {
      this.host = host;
      this.places = places;
    }

    void start(Instant end) {
      started = true;
      Future<?> asking = askers.submit(this::ask);
      boolean whole = !end.equals(Instant.MAX) && Instant.now().plus(limits.perHost()).isAfter(end);
      Duration time = whole ? Duration.between(Instant.now(), end) : limits.perHost();
      alarm =
          clock.schedule(
              () -> {
                end(
                    new UnreachableException(
                        whole
                            ? "it did not answer before the time for all hosts was up"
                            : "no answer within %d s".formatted(limits.perHost().toSeconds())));
                asking.cancel(true);
              },
              Math.max(0, time.toMillis()),
              TimeUnit.MILLISECONDS);
      if (ended.get()) {
        alarm.cancel(false);
      }
    }

    private void ask() {
      while (!ended.get()) {
        try {
          attempts.incrementAndGet();
          end(question.ask(host));
        } catch (NoConnectionException e) {
          if (attempts.get() > limits.retries() || !paused()) {
            end(e);
          }
        } catch (RuntimeException | Error e) {
          end(e);
        }
      }
    }

    private boolean paused() {
      long pause = PAUSE.toMillis() << Math.min(attempts.get() - 1, 6);
      try {
        Thread.sleep(pause / 2 + ThreadLocalRandom.current().nextLong(pause));
        return true;
      } catch (InterruptedException e) {
        return false;
      }
    }

    void end(Throwable trouble) {
      HostState state = HostResult.state(trouble);
      String message =
          state == HostState.FAILED && !(trouble instanceof ProvisionException)
              ? "a bug in provision: " + trouble
              : String.valueOf(trouble.getMessage());
      List<String> names = List.of(host.address().orElse(""), host.name());
      end(state, Optional.of(HostResult.trouble(state, message, names)), message);
    }

    void end(DriftResult drift) {
      HostState state = HostResult.state(drift);
      end(state, Optional.of(Difference.of(drift)).filter(it -> state != HostState.IN_SYNC), "");
    }

    private void end(HostState state, Optional<Difference> difference, String message) {
      if (!ended.compareAndSet(false, true)) {
        return;
      }
      var result =
          new HostResult(
              host.name(),
              host.address().orElse(""),
              profile.apply(host),
              host.groups(),
              state,
              difference.map(Difference::id),
              message,
              attempts.get(),
              Duration.ofNanos(System.nanoTime() - began));
      try {
        synchronized (results) {
          results.take(result, difference);
        }
      } finally {
        ScheduledFuture<?> set = alarm;
        if (set != null) {
          set.cancel(false);
        }
        if (started) {
          places.release();
        }
      }
    }
  }
}
