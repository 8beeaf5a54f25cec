package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated known_hosts files, judged by {@code ssh-keygen -F}. */
final class KnownHostsOracleTest {
  private static final List<String> HOSTS =
      List.of(
          "a.example",
          "b.example",
          "evil.org",
          "10.0.0.1",
          "[a.example]:2222",
          "[b.example]:22",
          "[::1]:2222",
          "::1",
          "x");
  private static final List<String> PATTERNS =
      List.of(
          "a.example",
          "b.example",
          "A.Example",
          "*.example",
          "?.example",
          "!b.example",
          "!*.org",
          "!a.*",
          "*",
          "10.0.0.?",
          "[a.example]:2222",
          "[*]:2222",
          "![a.example]:*",
          "[?.example]:22*",
          "::1",
          "[::1]:*",
          "evil.*",
          "**e*",
          "");
  private static final Pattern FOUND = Pattern.compile("# Host .* found: line (\\d+)");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void findsTheSameLines(long seed) throws Exception {
    Random random = new Random(seed);
    List<String> keys = keys();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      lines.add(line(random, keys));
    }
    Path file = folder.resolve("known_hosts");
    Files.writeString(file, String.join("\n", lines) + (random.nextBoolean() ? "\n" : ""));
    assertSameAsSshKeygen(file, lines);
  }

  @Test
  void findsNamesThatSshKeygenHashed() throws Exception {
    List<String> keys = keys();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < HOSTS.size(); i++) {
      lines.add(HOSTS.get(i) + " " + keys.get(i % keys.size()));
    }
    Path file = folder.resolve("known_hosts");
    Files.writeString(file, String.join("\n", lines) + "\n");
    Tool.run("ssh-keygen", "-H", "-f", file.toString()).requireSuccess();
    assertThat(Files.readString(file)).contains("|1|").doesNotContain("example");
    assertSameAsSshKeygen(file, Files.readAllLines(file));
    for (String host : HOSTS) {
      assertThat(KnownHosts.of(file).lookUp(host)).as(host).hasSize(1);
    }
  }

  private static void assertSameAsSshKeygen(Path file, List<String> lines) {
    KnownHosts knownHosts = KnownHosts.of(file);
    for (String host : HOSTS) {
      List<Integer> expected = new ArrayList<>();
      // -l: only lines whose key can be read.
      Tool tool = Tool.run("ssh-keygen", "-l", "-F", host, "-f", file.toString());
      Matcher found = FOUND.matcher(tool.output());
      while (found.find()) {
        expected.add(Integer.valueOf(found.group(1)));
      }
      List<Integer> actual =
          knownHosts.lookUp(host).stream()
              .map(line -> Integer.valueOf(line.place().replaceFirst(".*:", "")))
              .toList();
      assertThat(actual)
          .as("%s; lines that differ:\n%s", host, differing(lines, actual, expected))
          .isEqualTo(expected);
    }
  }

  private static String differing(
      List<String> lines, List<Integer> actual, List<Integer> expected) {
    StringBuilder differing = new StringBuilder();
    for (int i = 1; i <= lines.size(); i++) {
      if (actual.contains(i) != expected.contains(i)) {
        differing.append(i).append(": ").append(lines.get(i - 1)).append('\n');
      }
    }
    return differing.toString();
  }

  private static String line(Random random, List<String> keys) throws Exception {
    String key = keys.get(random.nextInt(keys.size()));
    return switch (random.nextInt(20)) {
      case 0 -> "";
      case 1 -> "# a comment " + key;
      case 2 -> "a.example";
      case 3 -> "a.example ssh-ed25519 AAAAbroken!";
      case 4 -> "a.example ssh-rsa " + key.split(" ")[1];
      case 5 -> "@bogus *.example " + key;
      case 6 -> "*.example 1024 35 1234567890";
      case 7, 8 -> marker(random) + hashed(random) + " " + key;
      case 9 -> "  " + names(random) + "\t" + key.replace(' ', '\t') + "\tcomment  here";
      case 10 -> "|1|AAAA|BBBB " + key;
      case 11 -> names(random) + " " + key + "\r";
      case 12 -> "@revoked @cert-authority " + names(random) + " " + key;
      default -> marker(random) + names(random) + " " + key + " comment";
    };
  }

  private static String marker(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> "@revoked ";
      case 1 -> "@cert-authority\t";
      default -> "";
    };
  }

  private static String names(Random random) {
    List<String> names = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      names.add(PATTERNS.get(random.nextInt(PATTERNS.size())));
    }
    String joined = String.join(",", names);
    return joined.isEmpty() ? "x" : joined;
  }

  private static String hashed(Random random) throws Exception {
    byte[] salt = new byte[20];
    random.nextBytes(salt);
    String host = HOSTS.get(random.nextInt(HOSTS.size())).toLowerCase(Locale.ROOT);
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(salt, "HmacSHA1"));
    byte[] hash = mac.doFinal(host.getBytes(StandardCharsets.UTF_8));
    Base64.Encoder encoder = Base64.getEncoder();
    return "|1|" + encoder.encodeToString(salt) + "|" + encoder.encodeToString(hash);
  }

  private List<String> keys() throws Exception {
    List<String> keys = new ArrayList<>();
    for (String type : List.of("ed25519", "ecdsa", "rsa")) {
      Path key = folder.resolve("key_" + type);
      OpenSshServer.keygen("-t", type, "-f", key.toString());
      String[] words = Files.readString(folder.resolve("key_" + type + ".pub")).split(" ");
      keys.add(words[0] + " " + words[1]);
    }
    return keys;
  }
}
