package dev.provision.transport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we make of a file, and what {@code ssh -G} does. */
final class SshConfigOracleTest {
  private static final Path FIXTURES = Path.of("src/test/resources/ssh-config");
  private static final List<String> HOSTS =
      List.of("web", "a.example", "b.example", "bad.example", "A.Example", "x", "10.0.0.4");
  private static final String USER = System.getProperty("user.name");
  private static final Path HOME = Path.of(System.getProperty("user.home"));

  private static final List<String> HEADS =
      List.of(
          "Host web",
          "Host *.example",
          "Host !a.example *.example x",
          "Host * !web",
          "HOST=a.* \"x\"",
          "Host *",
          "Host 10.0.0.? web",
          "Match all",
          "Match host *.example",
          "Match originalhost web,a.example,!x",
          "Match !host x.example user packer",
          "Match user root,ops",
          "match host=real.example",
          "Match Host web !User packer");
  private static final List<String> LINES =
      List.of(
          "HostName real.example",
          "hostname %h.example",
          "HostName = \"10.0.0.9\"",
          "User packer",
          "user=ops",
          "User \"root\"",
          "Port 2222",
          "port = 23 # comment",
          "IdentityFile ~/.ssh/id_%h",
          "identityfile \"/a b/c\"",
          "IdentityFile none",
          "CertificateFile /c/%r-cert.pub",
          "CertificateFile ~/c",
          "HostKeyAlias known",
          "hostkeyalias=other",
          "ProxyJump one,u@two:22",
          "ProxyJump none",
          "ProxyCommand none",
          "ProxyJump last",
          "UserKnownHostsFile /k1 ~/k2",
          "UserKnownHostsFile none",
          "userknownhostsfile \"/k %h\"",
          "ConnectTimeout 10",
          "ConnectTimeout 2m",
          "StrictHostKeyChecking accept-new",
          "stricthostkeychecking YES",
          "StrictHostKeyChecking off",
          "ForwardAgent no",
          "   ",
          "# Host web");

  @TempDir Path folder;

  static Stream<Path> fixtures() throws IOException {
    try (Stream<Path> all = Files.list(FIXTURES)) {
      return all.sorted().toList().stream();
    }
  }

  @BeforeEach
  void includedFiles() throws IOException {
    Path included = Files.createDirectory(folder.resolve("inc.d"));
    write(included.resolve("1.conf"), "Host web\n  User one\n");
    write(included.resolve("2.conf"), "Port 27\nHost x\n  User two\n");
    write(included.resolve(".3.conf"), "User hidden\n");
    write(included.resolve("c-web.inc"), "HostName c.example\nHost x\n  HostKeyAlias x\n");
    write(included.resolve("e-web.inc"), "HostName e.example\n");
    write(included.resolve("zy.inc"), "Match user one\n  HostKeyAlias one\n");
    write(included.resolve("zx.inc"), "HostKeyAlias zx\n");
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void fixture(Path fixture) throws IOException {
    String text = Files.readString(fixture).replace("@FOLDER@", folder.toString());
    assertSame(write(folder.resolve("config"), text));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void combined(long seed) throws IOException {
    var random = new Random(seed);
    String end = random.nextBoolean() ? "\n" : "\r\n";
    var text = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      List<String> from = random.nextInt(4) == 0 ? HEADS : LINES;
      text.append(random.nextBoolean() ? "  " : "\t").append(from.get(random.nextInt(from.size())));
      text.append(end);
    }
    assertSame(write(folder.resolve("config"), text.toString()));
  }

  /** Relative names are those of ~/.ssh, wherever the file is. */
  @Test
  void includesOfTheHome() throws IOException {
    Path ssh = Files.createDirectories(folder.resolve("home/.ssh/more"));
    write(ssh.resolve("a.conf"), "User beside\n");
    write(ssh.getParent().resolve("b"), "Include more/*\nPort 28\n");
    write(folder.resolve("b"), "User wrong\n");
    Path file = write(folder.resolve("config"), "Include b\nInclude ~/.ssh/missing\n");
    Map<String, String> theirs = oracle(file, "web", folder.resolve("home"));
    HostSettings ours = ours(file, "web", folder.resolve("home"));
    assertThat(List.of(ours.user(), "" + ours.port()))
        .containsExactly(theirs.get("user"), theirs.get("port"))
        .containsExactly("beside", "28");
  }

  private static void assertSame(Path file) throws IOException {
    for (String host : HOSTS) {
      assertThat(told(file, host))
          .as("%s of\n%s", host, Files.readString(file))
          .isEqualTo(theirs(file, host));
    }
  }

  private static Map<String, String> theirs(Path file, String host) {
    Map<String, String> theirs = oracle(file, host, HOME);
    var told = new TreeMap<String, String>();
    for (String key : keys()) {
      told.put(key, theirs.getOrDefault(key, ""));
    }
    if (theirs.get("identityfile").startsWith("~/.ssh/id_rsa ")) {
      // Ours has no keys by default.
      told.put("identityfile", "");
    }
    told.computeIfPresent("connecttimeout", (key, value) -> value.equals("0") ? "none" : value);
    return told;
  }

  private static Map<String, String> told(Path file, String host) {
    HostSettings ours = ours(file, host, HOME);
    HostLines lines = lines(file, host, HOME);
    var told = new TreeMap<String, String>();
    told.put("hostname", ours.hostName());
    told.put("user", ours.user());
    told.put("port", Integer.toString(ours.port()));
    for (String key : List.of("identityfile", "certificatefile")) {
      told.put(
          key,
          lines.files(key).stream().map(ConfigLine::argument).collect(Collectors.joining(" ")));
    }
    told.put("hostkeyalias", ours.hostKeyAlias().orElse(""));
    told.put(
        "proxyjump", ours.jumps().stream().map(it -> jump(it)).collect(Collectors.joining(",")));
    told.put(
        "userknownhostsfile",
        ours.userKnownHosts()
            .map(all -> all.isEmpty() ? "none" : joined(all))
            .orElse(
                joined(
                    List.of(HOME.resolve(".ssh/known_hosts"), HOME.resolve(".ssh/known_hosts2")))));
    told.put(
        "connecttimeout",
        ours.connectTimeout().map(time -> Long.toString(time.toSeconds())).orElse("none"));
    told.put(
        "stricthostkeychecking",
        switch (ours.strictHostKeyChecking()
            .map(line -> line.argument().toLowerCase(Locale.ROOT))
            .orElse("ask")) {
          case "yes", "true" -> "true";
          case "no", "off", "false" -> "false";
          case "accept-new" -> "accept-new";
          default -> "ask";
        });
    return told;
  }

  private static List<String> keys() {
    return List.of(
        "hostname",
        "user",
        "port",
        "identityfile",
        "certificatefile",
        "hostkeyalias",
        "proxyjump",
        "userknownhostsfile",
        "connecttimeout",
        "stricthostkeychecking");
  }

  private static String joined(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(" "));
  }

  private static String jump(Jump jump) {
    String host = jump.host().contains(":") ? "[" + jump.host() + "]" : jump.host();
    return jump.user().map(user -> user + "@").orElse("")
        + host
        + jump.port().map(port -> ":" + port).orElse("");
  }

  private static HostSettings ours(Path file, String host, Path home) {
    return HostSettings.of(read(file, home), asked(host), seat(home));
  }

  private static HostLines lines(Path file, String host, Path home) {
    return HostLines.of(read(file, home), asked(host), seat(home));
  }

  private static ConfigFile read(Path file, Path home) {
    return new ConfigReader(home).read(file);
  }

  private static HostLines.Asked asked(String host) {
    return new HostLines.Asked(host, Optional.empty(), Optional.empty(), false);
  }

  private static Seat seat(Path home) {
    return new Seat(USER, home, Path.of("/"), Map.of());
  }

  /** Values of a key that comes more than once are joined by blanks. */
  private static Map<String, String> oracle(Path file, String host, Path home) {
    var builder =
        new ProcessBuilder("ssh", "-T", "-G", "-F", file.toString(), host)
            .redirectInput(new File("/dev/null"));
    builder.environment().put("HOME", home.toString());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(file + " " + host).isZero();
      var values = new LinkedHashMap<String, String>();
      output
          .lines()
          .map(line -> line.split(" ", 2))
          .forEach(
              pair -> values.merge(pair[0], pair.length > 1 ? pair[1] : "", (a, b) -> a + " " + b));
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path write(Path file, String text) throws IOException {
    return Files.writeString(file, text);
  }
}
