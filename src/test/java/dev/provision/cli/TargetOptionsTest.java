package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.ExitCode;
import dev.provision.report.Results;
import dev.provision.transport.HostKeyPolicy;
import dev.provision.transport.SshOptions;
import dev.provision.transport.SshTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a command goes: flags, and the environment in their place. */
class TargetOptionsTest {
  private static final String PLAN = "plan --profile ado-runner ";

  @TempDir Path folder;

  @Test
  void theEnvironmentStandsInForFlags() {
    Cli cli =
        inSync()
            .with("PROVISION_HOST", "10.0.0.4")
            .with("PROVISION_PORT", "2222")
            .with("PROVISION_USER", "packer")
            .with("PROVISION_HOST_KEY", "accept-new");

    Target target = target(cli, PLAN);

    assertThat(address(target)).hasToString("packer@10.0.0.4:2222");
    assertThat(target.ssh().orElseThrow().way().hostKey()).isEqualTo(HostKeyPolicy.ACCEPT_NEW);
  }

  @Test
  void flagsBeatTheEnvironment() {
    Cli cli =
        inSync()
            .with("PROVISION_HOST", "10.0.0.4")
            .with("PROVISION_PORT", "2222")
            .with("PROVISION_USER", "packer")
            .with("PROVISION_HOST_KEY", "accept-new");

    Target target = target(cli, PLAN + "--host me@10.0.0.5:23 --host-key strict");

    assertThat(address(target)).hasToString("me@10.0.0.5:23");
    assertThat(target.ssh().orElseThrow().way().hostKey()).isEqualTo(HostKeyPolicy.STRICT);
  }

  @Test
  void localBeatsAHostInTheEnvironment() {
    Target target = target(inSync().with("PROVISION_HOST", "10.0.0.4"), PLAN + "--local");

    assertThat(target.ssh()).isEmpty();
  }

  @Test
  void emptyVariablesCountAsAbsent() {
    Cli cli =
        inSync()
            .with("PROVISION_HOST", "u@h")
            .with("PROVISION_IDENTITY", "")
            .with("PROVISION_KNOWN_HOSTS", "")
            .with("PROVISION_PORT", "")
            .with("PROVISION_HOST_KEY", "");

    Target target = target(cli, PLAN);

    assertThat(address(target)).hasToString("u@h:22");
    assertThat(((SshOptions) target.ssh().orElseThrow().way()).keys().identities()).isEmpty();
    assertThat(target.ssh().orElseThrow().way().hostKey()).isEqualTo(HostKeyPolicy.STRICT);
  }

  @Test
  void jumpsAndTimeIn() {
    Target target = target(inSync(), PLAN + "--host u@h --jump a@one,b@two:23 --connect-timeout 7");

    var options = target.ssh().orElseThrow().way();
    assertThat(options.jumps()).map(SshTarget::toString).containsExactly("a@one:22", "b@two:23");
    assertThat(options.connectTimeout()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void aFileOfSshConfigSaysTheRest() throws IOException {
    Path file = folder.resolve("config");
    Files.writeString(
        file, "Host web\nHostName 10.0.0.4\nUser packer\nPort 2222\nProxyJump j:24\n");
    String config = " --ssh-config " + file;

    assertThat(address(target(inSync(), PLAN + "--host web"))).hasToString(name() + "@web:22");
    Target target = target(inSync(), PLAN + "--host web" + config);
    assertThat(address(target)).hasToString("packer@10.0.0.4:2222");
    assertThat(target.ssh().orElseThrow().way().jumps()).hasToString("[" + name() + "@j:24]");
    assertThat(address(target(inSync(), PLAN + "--host me@web:23" + config)))
        .hasToString("me@10.0.0.4:23");
    Cli environment = inSync().with("PROVISION_HOST", "web").with("PROVISION_USER", "you");
    assertThat(address(target(environment, PLAN + config.strip())))
        .hasToString("you@10.0.0.4:2222");
  }

  @Test
  void aFileOfSshConfigThatCannotBeHonoured() throws IOException {
    Path file = folder.resolve("config");
    Files.writeString(file, "Host web\n  ProxyCommand nc %h %p\n");
    for (String where :
        List.of("--host web --ssh-config " + file, "--host web --ssh-config none")) {
      Cli cli = new Cli();
      var run = cli.line(PLAN + where);
      assertThat(run.code()).isEqualTo(ExitCode.USAGE);
      assertThat(run.stderr())
          .containsAnyOf(file + ":2: proxycommand is not for the built-in SSH", "cannot be read");
      assertThat(cli.host.connected).isEmpty();
    }
  }

  private static String name() {
    return System.getProperty("user.name");
  }

  @Test
  void thePasswordOfSudoComesFromTheEnvironment() {
    Cli cli = inSync().with("PROVISION_SUDO_PASSWORD", "secret");

    Target target = target(cli, PLAN + "--host u@h");

    assertThat(target.sudoPassword()).contains("secret");
    assertThat(target.ssh().orElseThrow().way().sudoPassword().get()).contains("secret");
  }

  @Test
  void aKeyOnStandardInputMustBeOne() {
    Cli cli = new Cli().input("no key");

    var run = cli.line(PLAN + "--host u@h --identity-stdin");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.stderr()).contains("the key on standard input").doesNotContain("no key");
    assertThat(cli.host.connected).isEmpty();
  }

  private static Cli inSync() {
    var cli = new Cli();
    cli.host.plan = Results::inSync;
    return cli;
  }

  private static Target target(Cli cli, String words) {
    assertThat(cli.line(words.strip()).code()).isEqualTo(ExitCode.OK);
    assertThat(cli.host.connected).hasSize(1);
    assertThat(cli.host.closed).isTrue();
    return cli.host.connected.get(0);
  }

  private static SshTarget address(Target target) {
    return target.ssh().orElseThrow().address();
  }
}
