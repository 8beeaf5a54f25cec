package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.engine.Engine;
import dev.provision.engine.Maker;
import dev.provision.engine.Progress;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.transport.LocalTransport;
import dev.provision.transport.Transport;
import dev.provision.verify.check.Checks;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What an apply to a tree that is not booted comes to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TreeIT {
  private static final Profile RUNNER = ProfileLoader.load("ado-runner", List.of());

  /** A shell for each question, and what it asks: 97 when this was written. */
  private static final int LOOK = 115;

  /** The lock, the state, the orders: 39. */
  private static final int TRANSACTION = 45;

  /** What wins over the files: 59. */
  private static final int SHADOWS = 75;

  private Tree tree;

  @BeforeAll
  void runner(@TempDir Path folder) {
    tree = Tree.of(folder, "bookworm", "userdel -r -f agent 2>/dev/null || true");
    engine(RUNNER, target()).apply();
    tree.keep("runner");
  }

  @AfterAll
  void treeIsGone() {
    tree.close();
  }

  /**
   * Each costs a millisecond or two where it is cheap and ten times that under emulation, on every
   * host of a nightly check. Threads count, of which podman starts a dozen.
   */
  @Test
  void looksAreCheapOnTheHost() {
    tree.reset("runner");
    var plan = new CountingTransport(target());
    engine(RUNNER, plan).plan();
    var apply = new CountingTransport(target());
    assertThat(engine(RUNNER, apply).apply().stepsDone()).isZero();
    var drift = new CountingTransport(target());
    engine(RUNNER, drift).drift(Checks::shadows);
    System.out.printf(
        "processes on the host: plan %d, second apply %d, drift %d%n",
        plan.processes(), apply.processes(), drift.processes());
    assertThat(plan.processes()).isBetween(20, LOOK);
    assertThat(apply.processes()).isBetween(20, LOOK + TRANSACTION);
    assertThat(drift.processes()).isBetween(20, LOOK + SHADOWS);
  }

  /** An entry that is set alone makes setfacl widen the mask. */
  @Test
  void masksStay() {
    tree.reset("runner");
    Profile masks =
        ProfileLoader.load(
            "ado-runner",
            List.of(
                "agent.acl[0].entries=[\"mask::r-x\", \"user:games:rwx\","
                    + " \"default:mask::r-x\", \"default:user:AzDevOps:rwx\"]"));
    assertThat(engine(masks, target()).apply().stepsDone()).isPositive();
    assertThat(tree.inside("getfacl -cp /home")).contains("mask::r-x", "default:mask::r-x");
    assertThat(engine(masks, target()).apply().stepsDone()).isZero();
  }

  private Transport target() {
    return LocalTransport.inTree(tree.root(), Optional::empty);
  }

  private static Engine engine(Profile profile, Transport transport) {
    return new Engine(profile, Maker.current(), transport, Progress.NONE, List.of());
  }
}
