package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An apply that is hit at any of its steps leaves each file whole, and a host that the next command
 * makes all old and an apply all new. {@code make faults} tries all points, which takes hours;
 * {@code make faults POINTS=5} tries five, others each day.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {
  private static final String PROFILE = "ado-runner";
  private static final String READY = "ready";

  private Lab lab;
  private int steps;
  private String before;
  private Map<String, List<String>> versions;

  /** What happens, while the step is under way that the client shows. */
  enum Fault {
    SHELL_KILLED {
      @Override
      void strike(Lab lab, Process client) {
        lab.must("kill -9 $(sed 's/.*process \\([0-9]*\\),.*/\\1/' /var/lib/provision/lock)");
      }
    },
    CLIENT_KILLED {
      @Override
      void strike(Lab lab, Process client) {
        client.destroyForcibly();
      }
    },
    CLIENT_INTERRUPTED {
      @Override
      void strike(Lab lab, Process client) throws Exception {
        new ProcessBuilder("kill", "-INT", "" + client.pid()).start().waitFor();
      }
    },
    POWER_CUT {
      @Override
      void strike(Lab lab, Process client) {
        lab.powerCut();
        client.destroyForcibly();
      }
    },
    DISK_FULL {
      @Override
      void strike(Lab lab, Process client) throws Exception {
        lab.must(
            "fallocate -l $(df --output=avail -k / | tail -n 1)K /filler; cat /dev/zero >>/filler;"
                + " true");
        client.waitFor(10, TimeUnit.MINUTES);
        lab.must("rm /filler");
      }
    };

    abstract void strike(Lab lab, Process client) throws Exception;
  }

  /**
   * One point.
   *
   * @param step from 1
   */
  record Point(Fault fault, int step) {}

  /** A machine with the packages, and otherwise as bare as it came. */
  @BeforeAll
  void machineToBeHit() {
    lab = Lab.up("test-faults", "bookworm");
    Result apply = Tool.on(lab, "apply", PROFILE, "--format", "json");
    assertThat(apply.status()).as(apply.everything()).isZero();
    versions = digests();
    assertThat(versions).hasSizeGreaterThan(10);
    var back = new ArrayList<>(List.of("rollback", "--to", "0"));
    back.addAll(lab.target("packer"));
    Result bare = Tool.run(Map.of(), back);
    assertThat(bare.status()).as(bare.everything()).isZero();
    digests().forEach((path, digest) -> versions.get(path).addAll(digest));
    // What the verification left in the account's home, and so is not thrown away.
    lab.must("rm -r /var/lib/provision/homes");
    before = lab.fingerprint();
    lab.snapshot(READY);
    Result again = Tool.on(lab, "apply", PROFILE, "--format", "json");
    assertThat(again.status()).as(again.everything()).isZero();
    steps = Integer.parseInt(again.stdout().replaceAll("(?s).*\"steps_done\": (\\d+).*", "$1"));
  }

  @AfterAll
  void noMachineStays() {
    lab.close();
  }

  Stream<Point> points() {
    var all =
        new ArrayList<>(
            Stream.of(Fault.values())
                .flatMap(
                    fault -> IntStream.rangeClosed(1, steps).mapToObj(s -> new Point(fault, s)))
                .toList());
    Collections.shuffle(all, new Random(LocalDate.now().toEpochDay()));
    return all.stream().limit(Integer.getInteger("faults", all.size()));
  }

  @ParameterizedTest
  @MethodSource("points")
  void hostIsOldThenNew(Point point) throws Exception {
    lab.reset(READY);
    Process client = Tool.until("[" + point.step() + "/", lab, "apply", PROFILE);
    point.fault().strike(lab, client);
    assertThat(client.waitFor(10, TimeUnit.MINUTES)).as("the client ends").isTrue();
    digests()
        .forEach((path, digest) -> assertThat(versions.get(path)).as(path).containsAll(digest));

    waitUntilNobodyWorks();
    var next = new ArrayList<>(List.of("rollback", "--to", "0"));
    next.addAll(lab.target("packer"));
    Result recovered = Tool.run(Map.of(), next);
    assertThat(recovered.status()).as(recovered.everything()).isZero();
    assertThat(lab.fingerprint()).isEqualTo(before);

    Result apply = Tool.on(lab, "apply", PROFILE);
    assertThat(apply.status()).as(apply.everything()).isZero();
    assertThat(lab.must("find / -xdev -name '.provision.*'; ls -A /var/lib/provision"))
        .isEqualTo("generations\nlock");
    assertThat(lab.step("docker version").status()).isZero();
  }

  /** A host whose caller is gone still goes back. */
  private void waitUntilNobodyWorks() {
    lab.must("flock -w 300 /var/lib/provision/lock true");
  }

  /** SHA-256 of what is there of the managed files; {@code absent} else. */
  private Map<String, List<String>> digests() {
    var digests = new java.util.TreeMap<String, List<String>>();
    String paths =
        versions == null
            ? "$(sed -n 's/^    \"\\(\\/[^\"]*\\)\" :.*/\\1/p' /etc/provision/receipt.json)"
            : String.join(" ", versions.keySet());
    lab.must("for f in " + paths + "; do sha256sum $f 2>/dev/null || echo absent $f; done")
        .lines()
        .map(line -> line.split(" +"))
        .forEach(line -> digests.put(line[1], new ArrayList<>(List.of(line[0]))));
    return digests;
  }
}
