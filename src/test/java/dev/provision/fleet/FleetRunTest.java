package dev.provision.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.engine.DriftResult;
import dev.provision.fleet.FleetRun.Limits;
import dev.provision.fleet.FleetRun.Question;
import dev.provision.fleet.inventory.FleetHost;
import dev.provision.report.Results;
import dev.provision.transport.NoConnectionException;
import dev.provision.transport.UnreachableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FleetRunTest {
  private static final Limits LIMITS = new Limits(4, Duration.ofSeconds(30), Optional.empty(), 0);

  @Test
  void everyHostHasOneResult() {
    Map<String, HostResult> results =
        run(
            hosts(50),
            LIMITS,
            host ->
                switch (Integer.parseInt(host.name()) % 4) {
                  case 0 -> Results.live();
                  case 1 -> Results.drifted();
                  case 2 -> Results.oldImage();
                  default -> throw new UnreachableException(host.name() + ": no");
                });
    assertThat(results).hasSize(50);
    assertThat(
            results.values().stream()
                .collect(Collectors.groupingBy(HostResult::state, Collectors.counting())))
        .isEqualTo(
            Map.of(
                HostState.IN_SYNC, 13L,
                HostState.DRIFTED, 13L,
                HostState.OLD_IMAGE, 12L,
                HostState.UNREACHABLE, 12L));
  }

  @Test
  void noMoreAreAskedAtOnceThanAllowed() {
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    run(
        hosts(40),
        LIMITS,
        host -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          pause(5);
          now.decrementAndGet();
          return Results.live();
        });
    assertThat(most).hasValueBetween(2, 4);
  }

  /** A twentieth of the fleet that never answers must not hold up the rest. */
  @Test
  void silentHostsEndAndTheirPlacesAreTaken() throws Exception {
    var never = new CountDownLatch(1);
    long began = System.nanoTime();
    Map<String, HostResult> results =
        run(
            hosts(40),
            new Limits(4, Duration.ofMillis(300), Optional.empty(), 5),
            host -> {
              if (Integer.parseInt(host.name()) % 20 == 0) {
                uninterruptibly(never);
              }
              return Results.live();
            });
    never.countDown();
    assertThat(results.get("0").state()).isEqualTo(HostState.UNREACHABLE);
    assertThat(results.get("0").message()).isEqualTo("no answer within 0 s");
    assertThat(results.values().stream().filter(it -> it.state() == HostState.IN_SYNC)).hasSize(38);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void onlyConnectionsAreTriedAgain() {
    var asked = new ConcurrentHashMap<String, Integer>();
    Map<String, HostResult> results =
        run(
            hosts(3),
            new Limits(3, Duration.ofSeconds(30), Optional.empty(), 1),
            host -> {
              int attempt = asked.merge(host.name(), 1, Integer::sum);
              switch (host.name()) {
                case "0" -> {
                  if (attempt == 1) {
                    throw new NoConnectionException("refused", null);
                  }
                }
                case "1" -> throw new NoConnectionException("refused", null);
                default -> throw new UnreachableException("ITS HOST KEY HAS CHANGED");
              }
              return Results.live();
            });
    assertThat(asked).isEqualTo(Map.of("0", 2, "1", 2, "2", 1));
    assertThat(results.get("0").state()).isEqualTo(HostState.IN_SYNC);
    assertThat(results.get("0").attempts()).isEqualTo(2);
    assertThat(results.get("1").state()).isEqualTo(HostState.UNREACHABLE);
    assertThat(results.get("2").message()).contains("CHANGED");
  }

  @Test
  void whenTimeIsUpForAllTheOthersAreToldToo() {
    Map<String, HostResult> results =
        run(
            hosts(10),
            new Limits(1, Duration.ofSeconds(30), Optional.of(Duration.ofMillis(400)), 0),
            host -> {
              if (host.name().equals("1")) {
                pause(20_000);
              }
              return Results.live();
            });
    assertThat(results).hasSize(10);
    assertThat(results.get("0").state()).isEqualTo(HostState.IN_SYNC);
    assertThat(results.get("1").message()).contains("before the time for all hosts was up");
    assertThat(results.get("9").message()).contains("it was not asked");
  }

  /** A host that is going has no interface any more; that is no drift. */
  @Test
  void whoHasNoAddressIsUnreachable() {
    var gone = FleetHost.of("gone", Optional.empty(), List.of());
    HostResult result = run(List.of(gone), LIMITS, host -> Results.live()).get("gone");
    assertThat(result.state()).isEqualTo(HostState.UNREACHABLE);
    assertThat(result.attempts()).isZero();
  }

  @Test
  void aBugOfOursIsNotTheHosts() {
    HostResult result =
        run(
                hosts(1),
                LIMITS,
                host -> {
                  throw new IllegalStateException("oops");
                })
            .get("0");
    assertThat(result.state()).isEqualTo(HostState.FAILED);
    assertThat(result.message()).startsWith("a bug in provision");
  }

  /** What is the same but for the host's name stands together. */
  @Test
  void sameTroubleIsOneGroup() {
    try (var fleet = new Fleet()) {
      FleetRun.of(
          hosts(6),
          LIMITS,
          host -> {
            throw new UnreachableException("ops@" + host.address().get() + ":22: no answer");
          },
          host -> "ado-runner",
          (result, difference) -> {
            fleet.add(result);
            difference.ifPresent(fleet::add);
          });
      assertThat(fleet.groups()).singleElement().satisfies(it -> assertThat(it.hosts()).hasSize(6));
    }
  }

  private static Map<String, HostResult> run(
      List<FleetHost> hosts, Limits limits, Function<FleetHost, DriftResult> answers) {
    var results = new ConcurrentHashMap<String, HostResult>();
    Question question = answers::apply;
    FleetRun.of(
        hosts,
        limits,
        question,
        host -> "ado-runner",
        (result, difference) -> {
          assertThat(results.put(result.host(), result)).isNull();
          assertThat(result.difference()).isEqualTo(difference.map(Difference::id));
        });
    return results;
  }

  private static List<FleetHost> hosts(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                FleetHost.of(
                    String.valueOf(i),
                    Optional.of("agent-" + (char) ('a' + i % 26) + i),
                    List.of()))
        .toList();
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As a library that does not heed interrupts. */
  private static void uninterruptibly(CountDownLatch latch) {
    Stream.generate(() -> awaited(latch)).filter(done -> done).findFirst();
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
