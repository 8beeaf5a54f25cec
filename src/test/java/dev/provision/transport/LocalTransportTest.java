package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** This machine, as root: whoever runs the tests, a fake id says so. */
final class LocalTransportTest extends TransportContract {
  private Transport transport;

  @BeforeEach
  void open() {
    FakeRoot root = FakeRoot.loggedInAsRoot(scratch.resolve("fakes"));
    transport =
        new LocalTransport(
            Optional::empty,
            Map.of(
                "PATH", root.path(),
                "XDG_CONFIG_HOME", "/somewhere/else",
                "APT_CONFIG", "/somewhere/apt.conf",
                "LD_BIND_NOW", "1",
                "SUDO_USER", "me",
                "https_proxy", "http://proxy.corp:3128/?a='b c'"));
  }

  /** What the caller has in his shell must not decide where things are written. */
  @Test
  void scriptsSeeNothingOfTheCallersSurroundings() {
    assertThat(
            transport
                .run(script("env | sort"))
                .stdout()
                .lines()
                .filter(it -> !it.matches("(_|PWD|SHLVL)=.*")))
        .containsExactly(
            "HOME=/root",
            "LANG=C.UTF-8",
            "LC_ALL=C.UTF-8",
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "SUDO_USER=me",
            "https_proxy=http://proxy.corp:3128/?a='b c'");
  }

  @Override
  Transport transport() {
    return transport;
  }
}
