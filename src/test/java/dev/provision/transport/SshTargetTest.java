package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SshTargetTest {
  @ParameterizedTest
  @CsvSource({
    "host, me, host, 22, me@host:22, host",
    "packer@10.0.0.4, packer, 10.0.0.4, 22, packer@10.0.0.4:22, 10.0.0.4",
    "Host.Example:2222, me, Host.Example, 2222, me@Host.Example:2222, [host.example]:2222",
    "u@d@host, u@d, host, 22, u@d@host:22, host",
    "[::1], me, ::1, 22, me@[::1]:22, ::1",
    "root@[fe80::1%eth0]:23, root, fe80::1%eth0, 23, root@[fe80::1%eth0]:23, [fe80::1%eth0]:23",
    "a_b-c.d, me, a_b-c.d, 22, me@a_b-c.d:22, a_b-c.d"
  })
  void reads(String text, String user, String host, int port, String name, String knownHosts) {
    SshTarget target = SshTarget.parse(text, "me", 22);
    assertThat(target).isEqualTo(new SshTarget(user, host, port));
    assertThat(target).hasToString(name);
    assertThat(target.knownHostsName()).isEqualTo(knownHosts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@host",
        "user@",
        "-oProxyCommand=x",
        "u@-host",
        "-u@host",
        "host:",
        "host:0",
        "host:65536",
        "host:22x",
        "host:-1",
        "a b",
        "ho\tst",
        "host\n",
        "h\u001b[0m",
        "::1",
        "::1:22",
        "[::1",
        "[]:22",
        "[host]x",
        "h;id",
        "u u@host",
        "host/path",
        "ssh://host",
        "h\u00e9"
      })
  void refuses(String text) {
    assertThatThrownBy(() -> SshTarget.parse(text, "me", 22))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(
            e -> assertThat(e.getMessage()).isNotBlank().doesNotContainPattern("[\\p{Cntrl}]"));
  }

  @Test
  void knowsPackersPlaceholder() {
    assertThatThrownBy(() -> SshTarget.parse("root@<unknown>:22"))
        .hasMessageContaining("Packer")
        .hasMessageContaining("--local");
  }

  @Test
  void anAliasCarriesNoPort() {
    assertThat(SshTarget.parse("127.0.0.1:50022").withAlias("Agent-7").knownHostsName())
        .isEqualTo("agent-7");
  }
}
