package dev.provision.cli;

import dev.provision.engine.ApplyResult;
import dev.provision.engine.DriftResult;
import dev.provision.engine.Generation;
import dev.provision.engine.Generations.RolledBack;
import dev.provision.engine.Inspection;
import dev.provision.engine.Maker;
import dev.provision.engine.Progress;
import dev.provision.engine.PullFiles;
import dev.provision.engine.Receipt;
import dev.provision.imports.Import;
import dev.provision.profile.Profile;
import dev.provision.transport.Conversation;
import dev.provision.transport.Duplex;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import dev.provision.transport.Transport;
import dev.provision.verify.Finding;
import dev.provision.verify.Selection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A fake: answers what it was told to answer, and fails the test on every other question. No host
 * and no engine is behind it.
 */
final class FakeWorkbench implements Workbench {
  final List<Target> connected = Collections.synchronizedList(new ArrayList<>());
  Supplier<Inspection> plan = FakeWorkbench::unexpected;
  Supplier<ApplyResult> apply = FakeWorkbench::unexpected;
  Supplier<List<Generation>> history = FakeWorkbench::unexpected;
  Supplier<Optional<Receipt>> receipt = FakeWorkbench::unexpected;
  Function<String, PullFiles> pullFiles = account -> unexpected();
  Function<OptionalInt, RolledBack> rollBack = to -> unexpected();

  /** By the account that was named, and the name of the profile. */
  BiFunction<String, String, Import> imported = (agent, name) -> unexpected();

  Supplier<DriftResult> drift = FakeWorkbench::unexpected;

  /** By the host's name, for those that ask many. */
  Function<String, DriftResult> driftOf = host -> drift.get();

  Supplier<List<Finding>> verify = FakeWorkbench::unexpected;

  /** What a step is called. */
  String says = "write /etc/\u001b[2Jx ##vso[a.b]";

  /** What verify was asked for last. */
  Selection selected;

  /** A socket of this machine that stands in for that of a host. */
  Optional<Path> socket = Optional.empty();

  /** What the programs were given that bytes are exchanged with. */
  final List<String> opened = new ArrayList<>();

  boolean closed;

  private static <T> T unexpected() {
    throw new AssertionError("the test did not expect this question");
  }

  @Override
  public Transport connect(Target target) {
    connected.add(target);
    return new Transport() {
      @Override
      public String name() {
        return target.ssh().map(ssh -> ssh.address().toString()).orElse("this machine");
      }

      @Override
      public Outcome run(Script script, Consumer<String> onLine) {
        return unexpected();
      }

      @Override
      public Outcome converse(Script script, Conversation conversation) {
        return unexpected();
      }

      @Override
      public Duplex open(Script script) {
        opened.addAll(script.arguments());
        return new SocketDuplex(socket.orElseGet(FakeWorkbench::unexpected));
      }

      @Override
      public void close() {
        closed = true;
      }
    };
  }

  @Override
  public List<Generation> history(Transport host, Progress progress) {
    return history.get();
  }

  @Override
  public Optional<Receipt> receipt(Transport host) {
    return receipt.get();
  }

  @Override
  public PullFiles pullFiles(Transport host, String account) {
    return pullFiles.apply(account);
  }

  @Override
  public RolledBack rollBack(OptionalInt to, Transport host, Progress progress) {
    return rollBack.apply(to);
  }

  @Override
  public Import read(Transport host, String agent, String name, Maker maker, Progress progress) {
    return imported.apply(agent, name);
  }

  @Override
  public List<String> checks(Profile profile) {
    return List.of("a", "b");
  }

  @Override
  public HostWork work(Profile profile, Maker maker, Transport host, Progress progress) {
    return new HostWork() {
      @Override
      public Inspection plan() {
        progress.phase("observing");
        return plan.get();
      }

      @Override
      public ApplyResult apply() {
        ApplyResult result = apply.get();
        progress.planned(result.inspection());
        progress.phase("applying");
        progress.step(1, 2, says);
        return result;
      }

      @Override
      public DriftResult drift() {
        return driftOf.apply(host.name());
      }

      @Override
      public List<Finding> verify(Selection selection) {
        selected = selection;
        return verify.get();
      }
    };
  }
}
