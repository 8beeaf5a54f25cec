package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.engine.BrokenException;
import dev.provision.engine.BusyException;
import dev.provision.engine.Engine;
import dev.provision.engine.Maker;
import dev.provision.engine.Progress;
import dev.provision.engine.RolledBackException;
import dev.provision.profile.Profile;
import dev.provision.transport.LocalTransport;
import dev.provision.transport.Transport;
import dev.provision.transport.UnreachableException;
import dev.provision.vm.TreePoint.Fault;
import dev.provision.vm.TreePoint.Journey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An apply to a tree that is not booted, and a rollback of it, hit before every single command that
 * writes. Each file is old or new then, the next command says what happened, and the tree becomes
 * all old and all new again, byte for byte. {@code make test} tries a few points; {@code make
 * faults} tries all.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TreeFaultsIT {
  private static final int TREES = 2;

  /** About a minute on two cores. */
  private static final int FEW = 30;

  /** What stands at the managed paths before us is of every kind. */
  private static final String PREPARE =
      """
      userdel -r -f agent 2>/dev/null
      cd /etc/containers
      setfacl -m u:games:r policy.json
      mv registries.conf registries.odd && ln -s registries.odd registries.conf
      printf 'export A=1\\n' >/etc/profile.d/agent_env_vars.sh
      chown games:adm /etc/profile.d/agent_env_vars.sh
      chmod 0640 /etc/profile.d/agent_env_vars.sh
      printf '#!/bin/sh\\n' >/usr/local/bin/docker
      chmod 4751 /usr/local/bin/docker
      printf 'd /run/x\\n' >/etc/tmpfiles.d/podman-docker.conf
      ln /etc/tmpfiles.d/podman-docker.conf /etc/second-name
      printf 'A=1\\nDOCKER_HOST=tcp://elsewhere\\n' >/etc/environment
      setfacl -m u:games:x /home
      mkdir -p /var/lib/systemd/linger
      """;

  private final BlockingQueue<Tree> trees = new ArrayBlockingQueue<>(TREES);
  private final TreeStates states = new TreeStates();
  private final Map<Journey, List<String>> points = new EnumMap<>(Journey.class);
  private final AtomicInteger done = new AtomicInteger();
  private final Map<String, Integer> tally = new ConcurrentSkipListMap<>();

  @BeforeAll
  void treesAndTheirStates(@TempDir Path folder) throws IOException {
    for (int i = 0; i < TREES; i++) {
      Path place = Files.createDirectory(folder.resolve("tree" + i));
      Tree tree = Tree.of(place, "bookworm", PREPARE);
      Files.setAttribute(
          tree.root().resolve("etc/containers/policy.json"),
          "user:note",
          java.nio.ByteBuffer.wrap(new byte[] {1, 2}));
      tree.keep("first");
      trees.add(tree);
    }
    for (Tree tree : trees) {
      states.known("first", tree);
      walk(Journey.FIRST_APPLY, tree);
      tree.keep("runner");
      states.known("runner", tree);
      walk(Journey.SECOND_APPLY, tree);
      tree.keep("strict");
      states.known("strict", tree);
      tree.reset("first");
      int commit = points.get(Journey.FIRST_APPLY).indexOf("record committed 1");
      hit(new TreePoint(Journey.FIRST_APPLY, Fault.SHELL_KILLED, commit - 3, ""), tree);
      assertThat(tree.inside("ls /var/lib/provision")).contains("pending");
      tree.keep("interrupted");
      for (Journey journey :
          List.of(Journey.RECOVERY, Journey.ROLLBACK_OF_ALL, Journey.ROLLBACK_OF_ONE)) {
        tree.reset(journey.from);
        walk(journey, tree);
        states.same(journey.to, tree);
      }
    }
  }

  /** Undisturbed, to see which points there are. */
  private void walk(Journey journey, Tree tree) {
    var transport = new HitTransport(target(tree), ":", 0);
    journey.travel(transport);
    assertThat(transport.points()).hasSizeGreaterThan(20);
    points.put(journey, transport.points());
  }

  @AfterAll
  void treesAreGone() {
    tell();
    trees.forEach(Tree::close);
  }

  private void tell() {
    tally.forEach((what, count) -> System.out.println("tree faults: " + what + ": " + count));
  }

  Stream<TreePoint> points() {
    var all = new ArrayList<TreePoint>();
    for (Journey journey : Journey.values()) {
      List<String> labels = points.get(journey);
      int first = labels.indexOf("record step 0");
      for (int i = 0; i < labels.size(); i++) {
        String label = labels.get(i);
        all.add(new TreePoint(journey, Fault.SHELL_KILLED, i + 1, label));
        if (i < first || label.startsWith("record ") || journey == Journey.RECOVERY) {
          all.add(new TreePoint(journey, Fault.DISK_FULL, i + 1, label));
          all.add(new TreePoint(journey, Fault.READ_ONLY, i + 1, label));
        }
      }
    }
    long steps =
        points.get(Journey.FIRST_APPLY).stream().filter(it -> it.startsWith("record step")).count();
    for (Fault fault : List.of(Fault.CLIENT_KILLED, Fault.CLIENT_INTERRUPTED)) {
      IntStream.rangeClosed(1, (int) steps)
          .mapToObj(step -> new TreePoint(Journey.FIRST_APPLY, fault, step, "step"))
          .forEach(all::add);
    }
    all.removeIf(point -> !point.toString().matches(System.getProperty("tree.only", ".*")));
    Collections.shuffle(all, new Random(Sample.SEED));
    int count = Math.min(Integer.getInteger("tree.faults", FEW), all.size());
    System.out.printf("tree faults: %d of %d points, seed %d%n", count, all.size(), Sample.SEED);
    return all.stream().limit(count);
  }

  @ParameterizedTest
  @MethodSource("points")
  @Execution(ExecutionMode.CONCURRENT)
  void treeIsOldThenNew(TreePoint point) throws Exception {
    Tree tree = trees.take();
    try {
      tree.reset(point.journey().from);
      String outcome = point.fault().isOfClient() ? TreeClient.hit(point, tree) : hit(point, tree);
      if (point.fault() == Fault.DISK_FULL && point.journey().isApply()) {
        assertThat(outcome).as("an apply goes back by itself").isIn("done", "rolled back");
      }
      tree.inside(point.fault() == Fault.DISK_FULL ? "rm -r /filler" : "test ! -e /filler");
      states.everyFileIsWhole(point.journey(), tree);
      nextCommandSaysSo(point.journey(), tree);
      if (outcome.equals("rolled back")) {
        states.same(point.journey().from, tree);
      }
      if (outcome.equals("done")) {
        states.same(point.journey().to, tree);
      }
      if (point.number() % 2 == 0) {
        TreePoint.rollBack(OptionalInt.of(point.journey().generation), transport(tree));
        states.same(point.journey().back, tree);
      } else {
        Profile profile = goingOn(point.journey(), tree);
        TreePoint.apply(profile, transport(tree));
        states.same(profile == TreePoint.RUNNER ? "runner" : "strict", tree);
      }
      // The home of an account that went is not thrown away.
      assertThat(
              tree.inside(
                  "find / -xdev -name '.provision.*'; ls -A /var/lib/provision | grep -vx homes"))
          .isIn("generations\nlock\n", "lock\n");
      tally.merge(point.journey() + " " + point.fault() + ": " + outcome, 1, Integer::sum);
    } catch (Throwable e) {
      tally.merge(point.journey() + " " + point.fault() + ": failed", 1, Integer::sum);
      System.out.printf("tree faults: failed: %s: %.2000s%n", point, e.getMessage());
      throw e;
    } finally {
      trees.put(tree);
      if (done.incrementAndGet() % 100 == 0) {
        tell();
      }
    }
  }

  private static String hit(TreePoint point, Tree tree) {
    try {
      point.journey().travel(new HitTransport(target(tree), point.fault().strike, point.number()));
      return "done";
    } catch (RolledBackException e) {
      return "rolled back";
    } catch (BrokenException e) {
      return "broken, said so";
    } catch (BusyException e) {
      // What a dead apply left is not touched where it could not be taken back whole.
      assertThat(point.journey()).as(e.getMessage()).isEqualTo(Journey.RECOVERY);
      assertThat(point.fault()).as(e.getMessage()).isEqualTo(Fault.READ_ONLY);
      return "not begun, said so";
    } catch (UnreachableException e) {
      assertThat(point.fault()).as(e.getMessage()).isEqualTo(Fault.SHELL_KILLED);
      return "ended";
    }
  }

  private static void nextCommandSaysSo(Journey journey, Tree tree) {
    String state = tree.inside("ls -A /var/lib/provision 2>/dev/null || true");
    List<String> notes =
        new Engine(journey.profile(), Maker.current(), transport(tree), Progress.NONE, List.of())
            .plan()
            .plan()
            .notes();
    Set<String> expected =
        state
            .lines()
            .filter(Set.of("pending", "rollback")::contains)
            .map(it -> it.equals("pending") ? "an earlier apply was" : "an earlier rollback was")
            .collect(Collectors.toSet());
    Set<String> said =
        notes.stream()
            .filter(note -> note.contains("was interrupted"))
            .map(note -> note.substring(0, note.indexOf(" interrupted")))
            .collect(Collectors.toSet());
    assertThat(said).isEqualTo(expected);
  }

  /** A rollback that had not begun leaves nothing to go on from but what was there. */
  private static Profile goingOn(Journey journey, Tree tree) {
    boolean notBegun =
        journey == Journey.ROLLBACK_OF_ALL
            && tree.inside("cd /var/lib/provision && { [ -e rollback ] || ls generations; }")
                .equals("1\n2\n");
    return notBegun ? TreePoint.STRICT : journey.profile();
  }

  private static Transport transport(Tree tree) {
    return new HitTransport(target(tree), ":", -1);
  }

  private static Transport target(Tree tree) {
    return LocalTransport.inTree(tree.root(), java.util.Optional::empty);
  }
}
