package dev.provision.cli;

import dev.provision.engine.ApplyResult;
import dev.provision.engine.DriftResult;
import dev.provision.engine.Engine;
import dev.provision.engine.Generation;
import dev.provision.engine.Generations;
import dev.provision.engine.Generations.RolledBack;
import dev.provision.engine.Inspection;
import dev.provision.engine.Maker;
import dev.provision.engine.Progress;
import dev.provision.engine.PullFiles;
import dev.provision.engine.Receipt;
import dev.provision.imports.Import;
import dev.provision.imports.Importer;
import dev.provision.profile.Profile;
import dev.provision.transport.LocalTransport;
import dev.provision.transport.Transport;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Proof;
import dev.provision.verify.Selection;
import dev.provision.verify.check.Checks;
import dev.provision.verify.proof.Proofs;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The real ones. */
final class Tools implements Workbench {

  @Override
  public Transport connect(Target target) {
    return target
        .ssh()
        .map(ssh -> ssh.way().connect(ssh.address()))
        .or(() -> target.tree().map(tree -> LocalTransport.inTree(tree, target::sudoPassword)))
        .orElseGet(() -> new LocalTransport(target::sudoPassword));
  }

  @Override
  public List<Generation> history(Transport host, Progress progress) {
    return new Generations(host, progress).list();
  }

  @Override
  public Optional<Receipt> receipt(Transport host) {
    return new Generations(host, Progress.NONE).receipt();
  }

  @Override
  public PullFiles pullFiles(Transport host, String account) {
    return PullFiles.of(host, account);
  }

  @Override
  public RolledBack rollBack(OptionalInt to, Transport host, Progress progress) {
    return new Generations(host, progress)
        .rollBack(to, host.isBooted() ? Checks::forProfile : Checks::shadows);
  }

  @Override
  public List<String> checks(Profile profile) {
    return Stream.concat(
            Stream.concat(
                Stream.of(Engine.STATE), Checks.forProfile(profile).stream().map(Check::id)),
            Proofs.forProfile(profile).stream().map(Proof::id))
        .toList();
  }

  @Override
  public Import read(Transport host, String agent, String name, Maker maker, Progress progress) {
    return new Importer(host, maker, progress).read(agent, name);
  }

  @Override
  public HostWork work(Profile profile, Maker maker, Transport host, Progress progress) {
    // A tree that is not booted runs nothing; what wins over its files can be seen all the same.
    List<Check> checks = host.isBooted() ? Checks.forProfile(profile) : Checks.shadows(profile);
    var engine = new Engine(profile, maker, host, progress, checks);
    return new HostWork() {
      @Override
      public Inspection plan() {
        return engine.plan();
      }

      @Override
      public ApplyResult apply() {
        return engine.apply();
      }

      @Override
      public DriftResult drift() {
        return engine.drift(Checks::shadows);
      }

      @Override
      public List<Finding> verify(Selection selection) {
        return engine.verify(selection, host.isBooted() ? Proofs.forProfile(profile) : List.of());
      }
    };
  }
}
