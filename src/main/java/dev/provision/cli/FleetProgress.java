package dev.provision.cli;

import static dev.provision.cli.OutputOptions.Format.ADO;

import dev.provision.fleet.HostResult;
import dev.provision.fleet.HostState;
import dev.provision.report.AzurePipelines;
import dev.provision.report.HostText;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * How far a fleet is: on a terminal a line with counts and the hosts that take longest, elsewhere a
 * line each tenth of the way, to an Azure Pipelines agent its own command.
 */
final class FleetProgress implements AutoCloseable {
  private static final String ERASE = "\r\u001b[K";
  private static final int WIDTH = 79;
  private static final int SLOWEST = 3;
  private static final long NANOS = 1_000_000_000L;

  private final CommandContext context;
  private final int total;
  private final boolean ado;
  private final Map<String, Long> running = new ConcurrentHashMap<>();
  private final Map<HostState, Integer> counts = new EnumMap<>(HostState.class);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
          });
  private int done;
  private int told;

  FleetProgress(CommandContext context, int total) {
    this.context = context;
    this.total = total;
    this.ado = FindingsOutput.format(context) == ADO;
    if (context.live()) {
      // Also while nobody answers: then it is the slowest that one wants to know.
      clock.scheduleAtFixedRate(this::show, 1, 1, TimeUnit.SECONDS);
    }
  }

  void asking(String host) {
    running.putIfAbsent(host, System.nanoTime());
  }

  synchronized void answered(HostResult result) {
    running.remove(result.host());
    counts.merge(result.state(), 1, Integer::sum);
    done++;
    if (context.live()) {
      show();
      return;
    }
    int tenth = done * 10 / total;
    if (tenth > told) {
      told = tenth;
      context.console().advise(counted() + "\n");
      if (ado) {
        context.console().command(AzurePipelines.progress(done * 100 / total));
      }
    }
  }

  private synchronized void show() {
    if (clock.isShutdown()) {
      return;
    }
    String line = line();
    context.console().advise(ERASE + line.substring(0, Math.min(line.length(), WIDTH)));
  }

  private String counted() {
    return done
        + "/"
        + total
        + counts.entrySet().stream()
            .filter(it -> it.getKey() != HostState.IN_SYNC)
            .map(it -> ", " + it.getValue() + " " + it.getKey().toString().replace('-', ' '))
            .collect(Collectors.joining());
  }

  private String line() {
    long now = System.nanoTime();
    String slowest =
        running.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
            .limit(SLOWEST)
            .map(it -> HostText.line(it.getKey()) + " " + (now - it.getValue()) / NANOS + " s")
            .collect(Collectors.joining(", "));
    return counted() + (slowest.isEmpty() ? "" : "; slowest: " + slowest);
  }

  @Override
  public synchronized void close() {
    clock.shutdownNow();
    if (context.live()) {
      context.console().advise(ERASE);
    }
  }
}
