package dev.provision.transport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.transport.HostKeyPolicy;
import dev.provision.transport.KnownHosts;
import dev.provision.transport.SshOptions;
import dev.provision.transport.SshTarget;
import dev.provision.transport.config.SshConfig.Route;
import dev.provision.transport.config.SshConfig.Settled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ways to hosts, and what is refused. */
final class SshConfigTest {
  private static final Settled NOTHING =
      new Settled(false, false, false, false, false, Optional.empty());

  @TempDir Path folder;

  @Test
  void theFileSaysTheRest() throws IOException {
    Route route =
        route(
            NOTHING,
            "Host web\n HostName 10.0.0.4\n User packer\n Port 2222\n HostKeyAlias web-1",
            " StrictHostKeyChecking accept-new\n ConnectTimeout 7\n UserKnownHostsFile /k");
    assertThat(route.target()).hasToString("packer@10.0.0.4:2222");
    assertThat(route.target().alias()).contains("web-1");
    assertThat(route.options().hostKey()).isEqualTo(HostKeyPolicy.ACCEPT_NEW);
    assertThat(route.options().connectTimeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(route.options().jumps()).isEmpty();
  }

  @Test
  void whatIsSettledWins() throws IOException {
    SshOptions given = SshOptions.defaults().withKnownHosts(KnownHosts.of(folder));
    Route route =
        read(
                "Host web\n User packer\n Port 2222\n StrictHostKeyChecking no\n ConnectTimeout 7",
                " HostKeyAlias file\n ProxyCommand nc %h %p\n UserKnownHostsFile none",
                "Match user me\n HostName 10.0.0.5")
            .route(
                new SshTarget("me", "web", 23).withAlias("mine"),
                given,
                new Settled(true, true, true, true, true, Optional.of("one,two@two:24")));
    assertThat(route.target()).hasToString("me@10.0.0.5:23");
    assertThat(route.target().alias()).contains("mine");
    assertThat(route.options().hostKey()).isEqualTo(HostKeyPolicy.STRICT);
    assertThat(route.options().connectTimeout()).isEqualTo(given.connectTimeout());
    assertThat(route.options().knownHosts()).isSameAs(given.knownHosts());
    assertThat(route.options().jumps()).hasToString("[user@one:22, two@two:24]");
  }

  @Test
  void eachJumpIsLookedUp() throws IOException {
    String[] file = {
      "Host web\n ProxyJump inner,last:24",
      "Host inner\n User in\n ProxyJump outer\n HostName 10.1.1.1",
      "Host outer\n Port 2200\n User out\n ConnectTimeout 3",
      "Host last\n User l\n Port 25\n ProxyJump unused"
    };
    Route route = route(NOTHING, file);
    assertThat(route.options().jumps()).hasToString("[out@outer:2200, in@10.1.1.1:22, l@last:24]");
    assertThat(route.options().jumpOptions().get(route.options().jumps().get(0)).connectTimeout())
        .isEqualTo(Duration.ofSeconds(3));
    Settled jump = new Settled(false, false, false, false, false, Optional.of("inner"));
    assertThat(route(jump, file).options().jumps()).hasToString("[out@outer:2200, in@10.1.1.1:22]");
  }

  @Test
  void hostsShareWhatIsTheSame() throws IOException {
    SshConfig config = read("Host *\n UserKnownHostsFile /k\n IdentityFile /none");
    SshOptions one = config.route(target("one"), SshOptions.defaults(), NOTHING).options();
    SshOptions two = config.route(target("two"), SshOptions.defaults(), NOTHING).options();
    assertThat(one.knownHosts()).isSameAs(two.knownHosts());
    assertThat(one.keys()).isSameAs(two.keys());
    assertThat(one.keys().remarks()).containsExactly("/none: there is no such private key");
  }

  @Test
  void agents() throws IOException {
    assertThat(agent("IdentityAgent none")).isEmpty();
    assertThat(agent("IdentityAgent SSH_AUTH_SOCK")).contains(Path.of("/variable"));
    assertThat(agent("IdentityAgent $OTHER")).contains(Path.of("/other"));
    assertThat(agent("IdentityAgent $MISSING")).isEmpty();
    assertThat(agent("IdentityAgent ${OTHER}/%u")).contains(Path.of("/other/user"));
    assertThat(agent("IdentityAgent ~/a")).contains(folder.resolve("a"));
    assertThat(route(NOTHING, "IdentityFile /none\nIdentitiesOnly yes").options().keys())
        .satisfies(keys -> assertThat(keys.alsoOfAgent()).isFalse());
  }

  private Optional<Path> agent(String line) throws IOException {
    return route(NOTHING, line).options().keys().agentSocket();
  }

  /** The place is that of the line, in the file where it stands. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "User | :2: user has no argument; write one, or remove the line",
        "User a b | :2: user takes one argument, and has 2",
        "User \"a | :2: user has a quote that is not closed",
        "Port 0 | :2: port is \"0\"; write a number from 1 to 65535",
        "Port x | :2: port is \"x\"",
        "HostName a/b | :2: hostname or another line leads nowhere: not a host name or address",
        "ConnectTimeout soon | :2: connecttimeout is \"soon\"",
        "IdentitiesOnly maybe | :2: identitiesonly is \"maybe\"; write yes or no",
        "IdentitiesOnly yes | :2: identitiesonly leaves no key",
        "IdentityFile ~other/key | :2: identityfile has \"~other/key\"",
        "IdentityFile %C | :2: identityfile has the token %C; --transport openssh",
        "IdentityFile ${NONE}/k | :2: identityfile has the variable NONE, which is not set",
        "UserKnownHostsFile none /k | :2: userknownhostsfile has none beside a file",
        "StrictHostKeyChecking no | :2: stricthostkeychecking would trust any host",
        "StrictHostKeyChecking off | :2: stricthostkeychecking would trust any host",
        "StrictHostKeyChecking x | :2: stricthostkeychecking is \"x\"",
        "ProxyJump a b | :2: proxyjump cannot be read: not a host name",
        "ProxyJump web | :2: proxyjump goes in a circle; write ProxyJump none for user@web:22",
        "ProxyCommand nc %h %p | :2: proxycommand is not for the built-in SSH; --transport openssh",
        "PKCS11Provider /lib/x.so | :2: pkcs11provider is not for the built-in SSH",
        "SecurityKeyProvider /lib/x.so | :2: securitykeyprovider is not for the built-in SSH",
        "BindAddress 10.0.0.1 | :2: bindaddress is not for the built-in SSH",
        "AddressFamily inet6 | :2: addressfamily is not for the built-in SSH",
        "CanonicalizeHostname yes | :2: canonicalizehostname is not for the built-in SSH",
        "RevokedHostKeys /etc/revoked | :2: revokedhostkeys is not for the built-in SSH",
        "Match exec \"true\" | :2: match has the criterion exec; --transport openssh hands",
        "Match canonical | :2: match has the criterion canonical",
        "Match localuser me | :2: match has the criterion localuser",
        "Match host | :2: match has no pattern for host",
        "Match host a user b all | :2: match has all beside other criteria",
        "Include ~other/x | :2: include has \"~other/x\"",
      })
  void refused(String line, String said) {
    assertThatThrownBy(() -> route(NOTHING, "# first", line))
        .isInstanceOf(InvalidSshConfigException.class)
        .hasMessageStartingWith(folder.resolve("config") + said);
  }

  /** What is for others, comes too late, or changes nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Host other; ProxyCommand nc",
        "ProxyJump none; ProxyCommand nc",
        "Match host other exec false; User x",
        "AddressFamily any; AddressFamily inet",
        "SecurityKeyProvider internal",
        "CheckHostIP no; ForwardAgent yes; LocalForward 1 localhost:1; NoSuchKeyword x",
        "Host other; Port x",
      })
  void ignored(String lines) throws IOException {
    assertThat(route(NOTHING, lines.split("; ")).target()).hasToString("user@web:22");
  }

  @Test
  void anyKeyWouldDoIfNoneWereKept() {
    for (String file : List.of("none", "/dev/null")) {
      assertThatThrownBy(
              () ->
                  route(NOTHING, "StrictHostKeyChecking accept-new", "UserKnownHostsFile " + file))
          .hasMessageContaining(":2: userknownhostsfile keeps no key");
    }
  }

  @Test
  void filesThatAreNone() throws IOException {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> SshConfig.read(missing, seat()))
        .isInstanceOf(InvalidSshConfigException.class)
        .hasMessageStartingWith(missing + ": cannot be read");
    Path circle = Files.writeString(folder.resolve("circle"), "Include " + folder + "/circ*\n");
    assertThatThrownBy(() -> SshConfig.read(circle, seat()))
        .hasMessageStartingWith(circle + ":1: files include each other more than 16 deep");
  }

  private Route route(Settled settled, String... lines) throws IOException {
    return read(lines).route(target("web"), SshOptions.defaults(), settled);
  }

  private static SshTarget target(String host) {
    return new SshTarget("nobody", host, 99);
  }

  private SshConfig read(String... lines) throws IOException {
    Path file = Files.writeString(folder.resolve("config"), String.join("\n", lines) + "\n");
    return SshConfig.read(file, seat());
  }

  private Seat seat() {
    return new Seat(
        "user", folder, folder, Map.of("SSH_AUTH_SOCK", "/variable", "OTHER", "/other"));
  }
}
