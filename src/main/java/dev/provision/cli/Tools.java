package dev.provision.cli;

import dev.provision.engine.ApplyResult;
import dev.provision.engine.DriftResult;
import dev.provision.engine.Engine;
import dev.provision.engine.Inspection;
import dev.provision.engine.Progress;
import dev.provision.profile.Profile;
import dev.provision.transport.LocalTransport;
import dev.provision.transport.SshTransport;
import dev.provision.transport.Transport;
import dev.provision.verify.Finding;
import dev.provision.verify.check.Checks;
import java.util.List;

/** The real ones. */
final class Tools implements Workbench {

  @Override
  public Transport connect(Target target) {
    return target
        .ssh()
        .<Transport>map(ssh -> SshTransport.connect(ssh.address(), ssh.options()))
        .orElseGet(() -> new LocalTransport(target::sudoPassword));
  }

  @Override
  public HostWork work(Profile profile, Transport host, Progress progress) {
    var engine = new Engine(profile, host, progress, Checks.forProfile(profile));
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
        return engine.drift(Checks.shadows(profile));
      }

      @Override
      public List<Finding> verify() {
        return engine.verify();
      }
    };
  }
}
