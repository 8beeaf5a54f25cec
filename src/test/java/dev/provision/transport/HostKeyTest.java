package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which hosts are trusted. OpenSSH's client is asked about the same files. */
final class HostKeyTest {
  @TempDir static Path serverFolder;
  private static OpenSshServer server;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    server = new OpenSshServer(serverFolder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void knownKeysOfEachType() {
    for (String type : List.of("ed25519", "ecdsa", "rsa")) {
      // The host prefers ed25519, and must be asked for the one that is known.
      assertTrusted(server.knownHostsName() + " " + server.hostKey(type));
    }
  }

  @Test
  void severalLinesForOneHost() throws Exception {
    assertTrusted(
        "# comment",
        "",
        "other " + otherKey("ed25519"),
        "*.example,!127.0.0.1 " + otherKey("ed25519"),
        "[127.0.0.*]:" + server.port() + " " + server.hostKey("ecdsa"));
  }

  @Test
  void unknownHostsAreRefused() {
    assertRefused(List.of("other " + server.hostKey("ed25519")))
        .contains("unknown")
        .contains(HostKeyCheck.fingerprint(server.hostKey("ed25519").split(" ")[1]))
        .contains("--host-key SHA256:")
        .contains("--host-key accept-new")
        .contains(folder.resolve("known_hosts").toString());
    assertRefused(List.of());
  }

  @Test
  void negatedHostsAreUnknown() {
    assertRefused(
            List.of("[127.0.0.*]:*,!" + server.knownHostsName() + " " + server.hostKey("ed25519")))
        .contains("unknown");
  }

  @Test
  void changedKeysAreRefusedLoudly() throws Exception {
    String other = otherKey("ed25519");
    for (HostKeyPolicy policy : List.of(HostKeyPolicy.STRICT, HostKeyPolicy.ACCEPT_NEW)) {
      assertRefused(policy, List.of("x " + other, server.knownHostsName() + " " + other))
          .contains("HAS CHANGED")
          .contains(HostKeyCheck.fingerprint(other.split(" ")[1]))
          .contains(HostKeyCheck.fingerprint(server.hostKey("ed25519").split(" ")[1]))
          .contains(folder.resolve("known_hosts") + ":2")
          .contains("ssh-keygen -f " + folder.resolve("known_hosts"))
          .contains("-R '" + server.knownHostsName() + "'");
    }
  }

  @Test
  void revokedKeysAreRefusedEvenWhenAlsoKnown() {
    String name = server.knownHostsName();
    String key = server.hostKey("ed25519");
    assertRefused(List.of(name + " " + key, "@revoked * " + key)).contains("revoked");
    assertRefused(List.of("@revoked * " + key, name + " " + key)).contains("revoked");
    assertRefused(HostKeyPolicy.ACCEPT_NEW, List.of("@revoked * " + key)).contains("revoked");
    HostKeyPolicy fingerprint = HostKeyPolicy.parse(HostKeyCheck.fingerprint(key.split(" ")[1]));
    assertThatThrownBy(() -> connect(fingerprint, "@revoked * " + key))
        .hasMessageContaining("revoked");
  }

  @Test
  void anAuthoritysKeyIsNoHostsKey() {
    List<String> lines = List.of("@cert-authority * " + server.hostKey("ed25519"));
    assertRefused(lines).contains("without a certificate");
    assertRefused(HostKeyPolicy.ACCEPT_NEW, lines, false).contains("without a certificate");
  }

  @Test
  void acceptNewAddsUnknownHostsOnce() throws Exception {
    Path file = folder.resolve("new/folder/known_hosts");
    SshOptions options =
        server.options().withKnownHosts(KnownHosts.of(file)).withHostKey(HostKeyPolicy.ACCEPT_NEW);
    for (int i = 0; i < 3; i++) {
      SshTransport.connect(server.target(), options).close();
      SshTransport.connect(server.target(), options.withKnownHosts(KnownHosts.of(file))).close();
    }
    assertThat(file).hasContent(server.knownHostsName() + " " + server.hostKey("ed25519") + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    assertThat(
            Tool.run("ssh-keygen", "-F", server.knownHostsName(), "-f", file.toString()).status())
        .isZero();
  }

  @Test
  void acceptNewAppendsAfterAnUnfinishedLine() throws Exception {
    Path file = folder.resolve("known_hosts");
    String line = "other " + otherKey("ed25519");
    Files.writeString(file, line);
    connect(HostKeyPolicy.ACCEPT_NEW, Files.readString(file));
    assertThat(file)
        .hasContent(line + "\n" + server.knownHostsName() + " " + server.hostKey("ed25519") + "\n");
  }

  @Test
  void acceptNewMindsRevocationsOfTheSameKeyOnly() throws Exception {
    String line = "@revoked * " + otherKey("ed25519") + "\n";
    connect(HostKeyPolicy.ACCEPT_NEW, line);
    assertThat(folder.resolve("known_hosts"))
        .hasContent(line + server.knownHostsName() + " " + server.hostKey("ed25519") + "\n");
  }

  @Test
  void acceptNewDoesNotAddASecondType() throws Exception {
    // As one would who has no key of the type that is known.
    Path file = folder.resolve("known_hosts");
    Files.writeString(file, server.knownHostsName() + " ssh-dss " + dssKey() + "\n");
    assertThatThrownBy(() -> connect(HostKeyPolicy.ACCEPT_NEW, Files.readString(file)))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("another type");
  }

  @Test
  void fingerprintsMustBeEqual() throws Exception {
    String right = HostKeyCheck.fingerprint(server.hostKey("ed25519").split(" ")[1]);
    String printed =
        Tool.run("ssh-keygen", "-lf", serverFolder.resolve("host_ed25519.pub").toString()).output();
    assertThat(printed).contains(right);
    connect(HostKeyPolicy.parse(right), "");
    String wrong = HostKeyCheck.fingerprint(otherKey("ed25519").split(" ")[1]);
    assertThatThrownBy(() -> connect(HostKeyPolicy.parse(wrong), ""))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining(right)
        .hasMessageContaining(wrong);
    // Of another of the host's keys than it offers first.
    String rsa = HostKeyCheck.fingerprint(server.hostKey("rsa").split(" ")[1]);
    assertThatThrownBy(() -> connect(HostKeyPolicy.parse(rsa), "")).hasMessageContaining(right);
  }

  private void assertTrusted(String... lines) {
    connect(HostKeyPolicy.STRICT, String.join("\n", lines) + "\n");
    assertThat(openSsh("yes").status()).as("ssh itself").isZero();
  }

  private AbstractStringAssert<?> assertRefused(List<String> lines) {
    return assertRefused(HostKeyPolicy.STRICT, lines);
  }

  private AbstractStringAssert<?> assertRefused(HostKeyPolicy policy, List<String> lines) {
    return assertRefused(policy, lines, true);
  }

  private AbstractStringAssert<?> assertRefused(
      HostKeyPolicy policy, List<String> lines, boolean askSsh) {
    String text = String.join("\n", lines) + "\n";
    UnreachableException refusal =
        Assertions.assertThrows(UnreachableException.class, () -> connect(policy, text));
    assertThat(folder.resolve("known_hosts")).hasContent(text);
    if (askSsh) {
      assertThat(openSsh(policy.acceptNew() ? "accept-new" : "yes").status())
          .as("ssh itself")
          .isEqualTo(255);
    }
    return assertThat(refusal.getMessage());
  }

  private void connect(HostKeyPolicy policy, String knownHosts) {
    Path file = folder.resolve("known_hosts");
    OpenSshServer.write(file, knownHosts);
    SshOptions options = server.options().withKnownHosts(KnownHosts.of(file)).withHostKey(policy);
    SshTransport.connect(server.target(), options).close();
  }

  private Tool openSsh(String strict) {
    List<String> command =
        new ArrayList<>(List.of("ssh", "-F", "none", "-i", server.identity().toString()));
    command.addAll(List.of("-o", "BatchMode=yes", "-o", "GlobalKnownHostsFile=none"));
    command.addAll(List.of("-o", "UserKnownHostsFile=" + folder.resolve("known_hosts")));
    command.addAll(List.of("-o", "StrictHostKeyChecking=" + strict, "-p", "" + server.port()));
    command.addAll(List.of(server.target().user() + "@127.0.0.1", "true"));
    return Tool.run(command.toArray(String[]::new));
  }

  private String otherKey(String type) throws IOException {
    Path key = folder.resolve("other_" + type);
    if (Files.notExists(key)) {
      OpenSshServer.keygen("-t", type, "-f", key.toString());
    }
    String[] words = Files.readString(folder.resolve("other_" + type + ".pub")).split(" ");
    return words[0] + " " + words[1];
  }

  private static String dssKey() {
    byte[] blob = new byte[40];
    blob[3] = 7;
    System.arraycopy("ssh-dss".getBytes(StandardCharsets.US_ASCII), 0, blob, 4, 7);
    return Base64.getEncoder().encodeToString(blob);
  }
}
