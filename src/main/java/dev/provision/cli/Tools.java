package dev.provision.cli;

import dev.provision.engine.ApplyResult;
import dev.provision.engine.Engine;
import dev.provision.engine.Inspection;
import dev.provision.engine.Progress;
import dev.provision.profile.Profile;
import dev.provision.transport.HostKeyPolicy;
import dev.provision.transport.KnownHosts;
import dev.provision.transport.LocalTransport;
import dev.provision.transport.SshIdentity;
import dev.provision.transport.SshOptions;
import dev.provision.transport.SshTarget;
import dev.provision.transport.SshTransport;
import dev.provision.transport.Transport;
import dev.provision.verify.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The real ones. */
final class Tools implements Workbench {

  @Override
  public Transport connect(Target target) {
    return target.ssh().isPresent()
        ? ssh(target.ssh().get(), target.sudoPassword())
        : new LocalTransport(target::sudoPassword);
  }

  private static Transport ssh(Target.Ssh ssh, Optional<String> sudoPassword) {
    String user = ssh.user().orElse(System.getProperty("user.name"));
    SshTarget host = SshTarget.parse(ssh.host(), user, ssh.port().orElse(SshTarget.DEFAULT_PORT));
    SshOptions options =
        SshOptions.defaults()
            .withHostKey(HostKeyPolicy.parse(ssh.hostKey()))
            .withConnectTimeout(ssh.connectTimeout())
            .withSudoPassword(() -> sudoPassword);
    if (ssh.identity().isPresent()) {
      options = options.withIdentity(identity(ssh.identity().get()));
    }
    if (ssh.knownHosts().isPresent()) {
      options = options.withKnownHosts(KnownHosts.of(ssh.knownHosts().get()));
    }
    if (ssh.jump().isPresent()) {
      options = options.withJumps(List.of(SshTarget.parse(ssh.jump().get(), user, 22)));
    }
    return SshTransport.connect(host, options);
  }

  private static SshIdentity identity(Target.Identity identity) {
    return identity
        .file()
        .map(SshIdentity::file)
        .orElseGet(
            () ->
                SshIdentity.of(
                    "standard input",
                    identity.text().orElseThrow().getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public HostWork work(Profile profile, Transport host, Progress progress) {
    var engine = new Engine(profile, host, progress, List.of());
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
      public List<Finding> verify() {
        return engine.verify();
      }
    };
  }
}
