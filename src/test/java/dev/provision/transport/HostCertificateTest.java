package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hosts that show a certificate. OpenSSH's client is asked about the same host and file. */
final class HostCertificateTest {
  @TempDir Path folder;
  private Path authority;

  @BeforeEach
  void createAuthority() {
    authority = folder.resolve("ca");
    OpenSshServer.keygen("-t", "ed25519", "-f", authority.toString());
  }

  @ParameterizedTest
  @CsvSource({"ed25519, ed25519", "ecdsa, ed25519", "rsa, ed25519", "ed25519, rsa", "rsa, ecdsa"})
  void goodOnes(String type, String authorityType) throws Exception {
    authority = folder.resolve("ca_" + authorityType);
    OpenSshServer.keygen("-t", authorityType, "-f", authority.toString());
    try (OpenSshServer server = serverWith(type, "-h", "-n", "other,127.0.0.1")) {
      connect(server, "@cert-authority [127.0.0.1]:* " + key());
      assertThat(openSsh(server)).isZero();
      // An authority for the name counts, whatever other keys are known of the host.
      connect(server, "@cert-authority * " + key(), "x " + key());
    }
  }

  @Test
  void ofAnotherAuthority() throws Exception {
    try (OpenSshServer server = serverWith("ed25519", "-h", "-n", "127.0.0.1")) {
      Path other = folder.resolve("other");
      OpenSshServer.keygen("-t", "ed25519", "-f", other.toString());
      String[] words = Files.readString(folder.resolve("other.pub")).split(" ");
      assertRefused(
          server, "without a certificate", "@cert-authority * " + words[0] + " " + words[1]);
      assertRefused(server, "is unknown", "@cert-authority elsewhere " + key());
      // The key inside is still the host's key.
      connect(server, server.knownHostsName() + " " + server.hostKey("ed25519"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user's certificate    | -n 127.0.0.1",
        "principals            | -h -n elsewhere",
        "principals            | -h -n *.0.0.2",
        "principals            | -h -n 127.0.0.*",
        "names no host         | -h",
        "valid before          | -h -n 127.0.0.1 -V 20200101:20210101",
        "valid after           | -h -n 127.0.0.1 -V 20500101:20510101",
      })
  void badOnes(String reason, String options) throws Exception {
    try (OpenSshServer server = serverWith("ed25519", options.split(" "))) {
      assertRefused(server, reason, "@cert-authority * " + key());
      if (!reason.equals("names no host")) {
        // OpenSSH 9.2 still takes one without principals for anybody's.
        assertThat(openSsh(server)).isEqualTo(255);
      }
    }
  }

  @Test
  void revoked() throws Exception {
    try (OpenSshServer server = serverWith("ed25519", "-h", "-n", "127.0.0.1")) {
      assertRefused(
          server, "authority is revoked", "@cert-authority * " + key(), "@revoked * " + key());
      assertThat(openSsh(server)).isEqualTo(255);
      assertRefused(
          server,
          "is revoked",
          "@cert-authority * " + key(),
          "@revoked * " + server.hostKey("ed25519"));
      assertThat(openSsh(server)).isEqualTo(255);
    }
  }

  @Test
  void forTheAliasOfATunnel() throws Exception {
    try (OpenSshServer server = serverWith("ed25519", "-h", "-n", "agent-7.example")) {
      Path file = folder.resolve("known_hosts");
      OpenSshServer.write(file, "@cert-authority *.example " + key() + "\n");
      SshOptions options = server.options().withKnownHosts(KnownHosts.of(file));
      SshTransport.connect(server.target().withAlias("agent-7.example"), options).close();
      assertThatThrownBy(
              () -> SshTransport.connect(server.target().withAlias("agent-8.example"), options))
          .hasMessageContaining("principals");
    }
  }

  private OpenSshServer serverWith(String type, String... options) throws Exception {
    Path keys = Files.createDirectory(folder.resolve("server"));
    List<String> settings = new ArrayList<>();
    Path certified = folder.resolve("certified");
    OpenSshServer.keygen("-t", type, "-f", certified.toString());
    List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-s", authority.toString()));
    command.addAll(List.of("-I", "test"));
    command.addAll(List.of(options));
    command.add(certified + ".pub");
    Tool.run(command.toArray(String[]::new)).requireSuccess();
    settings.add("HostKey " + certified);
    settings.add("HostCertificate " + certified + "-cert.pub");
    OpenSshServer server = new OpenSshServer(keys, settings.toArray(String[]::new));
    Files.copy(
        folder.resolve("certified.pub"),
        keys.resolve("host_" + type + ".pub"),
        StandardCopyOption.REPLACE_EXISTING);
    return server;
  }

  private void connect(OpenSshServer server, String... lines) {
    Path file = folder.resolve("known_hosts");
    OpenSshServer.write(file, String.join("\n", lines) + "\n");
    SshTransport.connect(server.target(), server.options().withKnownHosts(KnownHosts.of(file)))
        .close();
  }

  private void assertRefused(OpenSshServer server, String reason, String... lines) {
    assertThatThrownBy(() -> connect(server, lines))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining(reason);
  }

  private int openSsh(OpenSshServer server) {
    List<String> command =
        new ArrayList<>(List.of("ssh", "-F", "none", "-i", server.identity().toString()));
    command.addAll(List.of("-o", "BatchMode=yes", "-o", "GlobalKnownHostsFile=none"));
    command.addAll(List.of("-o", "UserKnownHostsFile=" + folder.resolve("known_hosts")));
    command.addAll(List.of("-o", "StrictHostKeyChecking=yes", "-p", "" + server.port()));
    command.addAll(List.of(server.target().user() + "@127.0.0.1", "true"));
    return Tool.run(command.toArray(String[]::new)).status();
  }

  private String key() throws Exception {
    String[] words = Files.readString(Path.of(authority + ".pub")).split(" ");
    return words[0] + " " + words[1].strip();
  }
}
