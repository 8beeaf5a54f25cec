package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An apply that is hit at any point leaves each file whole, and a host that goes back by itself or
 * with the next command, to all old or all new. A few points in {@code make test}; {@code make
 * faults} tries all, which takes hours.
 */
@Order(Integer.MAX_VALUE - 4)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(FaultMachine.Resolver.class)
@ResourceLock(FaultMachine.LOCK)
class FaultsIT {
  /** After so many points a whole apply shows that the host takes one. */
  private static final int REAPPLY = 8;

  private final FaultMachine machine;
  private final Lab lab;
  private Scenario present;
  private boolean touched;
  private int tried;

  FaultsIT(FaultMachine machine) {
    this.machine = machine;
    this.lab = machine.lab();
  }

  /**
   * One point.
   *
   * @param change whether it is an apply over another, which must work if it wins
   * @param step from 1; 0 is before the first, and what comes after the last is verifying and
   *     keeping
   */
  record Point(Fault fault, boolean change, int step, int steps) {
    String place() {
      return step == 0
          ? "staging"
          : step <= steps ? "step " + step : step == steps + 1 ? "verifying" : "keeping";
    }

    @Override
    public String toString() {
      return fault + (change ? ", a change, " : ", first apply, ") + place();
    }
  }

  Stream<Point> points() {
    var all = new ArrayList<>(points(machine.first(), false).toList());
    // Takes an apply more to learn, which is much beside a few points.
    if (Integer.getInteger("faults", Integer.MAX_VALUE) > REAPPLY) {
      points(machine.change(), true).forEach(all::add);
    }
    return Sample.of(
        "faults",
        all.stream().filter(point -> point.fault() != Fault.LINE_SILENT).toList(),
        // Minutes each, since both ends wait: one in each phase.
        all.stream()
            .filter(point -> point.fault() == Fault.LINE_SILENT)
            .filter(point -> point.step() % 16 == 0 || point.step() > point.steps())
            .toList());
  }

  private static Stream<Point> points(Scenario scenario, boolean change) {
    return Arrays.stream(Fault.values())
        .flatMap(
            fault ->
                IntStream.rangeClosed(0, scenario.steps() + 2)
                    .mapToObj(step -> new Point(fault, change, step, scenario.steps())));
  }

  @ParameterizedTest
  @MethodSource("points")
  void hostIsOldOrNew(Point point) throws Exception {
    Scenario scenario = point.change() ? machine.change() : machine.first();
    Survival.of(
        point.fault().title() + ", " + scenario.title(), point.place(), () -> hit(point, scenario));
  }

  private void hit(Point point, Scenario scenario) throws Exception {
    if (touched || present != scenario) {
      lab.reset(scenario.snapshot());
    }
    present = scenario;
    // Until all of it has gone well.
    touched = true;
    strike(point, scenario);
    machine.waitUntilNobodyWorks();
    scenario.assertFilesWhole(lab);
    if (lab.shell().must("ls -A /var/lib/provision").contains("pending")) {
      nextCommand(point);
    }
    boolean won = scenario.isNew(lab);
    assertThat(won && point.step() <= point.steps()).as("new, though it was hit before").isFalse();
    assertNothingLeft();
    if (won || point.change()) {
      assertDockerWorks();
    }
    touched = won;
    if (++tried % REAPPLY == 3) {
      touched = true;
      Result apply = Tool.on(lab, "apply", scenario.profile());
      assertThat(apply.status()).as(apply.everything()).isZero();
      assertThat(scenario.isNew(lab)).isTrue();
      assertNothingLeft();
    }
  }

  private void strike(Point point, Scenario scenario) throws Exception {
    try (var line = new Relay(lab.port())) {
      lab.shell();
      Started client = Started.of("apply", scenario.profile(), lab.target("packer", line.port()));
      if (point.step() == 0) {
        client.await("observing");
      } else if (point.step() <= point.steps()) {
        client.await("[" + point.step() + "/");
      } else {
        client.await("verifying");
      }
      if (point.step() == point.steps() + 2) {
        lab.shell()
            .must(
                "cd /var/lib/provision; until [ -e pending/info ] || [ ! -e pending ]; do :; done");
      }
      point.fault().strike(lab, client, line);
      int status = client.status();
      point.fault().end(lab);
      if (!(status == 0 && point.step() > point.steps())) {
        assertThat(status).as(client.said()).isIn(point.fault().statuses());
      }
    }
  }

  /** The host could not go back by itself: whoever comes next does it first. */
  private void nextCommand(Point point) {
    Result next =
        point.change()
            ? Tool.on(lab, "apply", FaultMachine.PROFILE)
            : machine.onHost("rollback", "--to", "0");
    assertThat(next.status()).as(next.everything()).isZero();
  }

  private void assertNothingLeft() {
    assertThat(
            lab.shell()
                .must(
                    "find /etc /home /usr/local /root -xdev -name '.provision.*'; cd /var/lib/provision && ls -A | grep -vx -e lock -e generations -e homes; true"))
        .isEmpty();
  }

  private void assertDockerWorks() {
    Result docker = lab.step("docker version");
    assertThat(docker.status()).as(docker.everything()).isZero();
  }
}
