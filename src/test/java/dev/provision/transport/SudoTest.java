package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The ways to become root, with a FAKE sudo that treats its options, its standard input and its
 * exit status as the real one does and writes down what it got. Over SSH and on this machine.
 */
final class SudoTest {
  private static final String PASSWORD = "pa ss'w\"o\\rd$(id) é";

  // Skips options as sudo does; $@ becomes the command.
  private static final String OPTIONS =
      """
      printf '%s\\n' "$*" >>"$(dirname "$0")/log"
      stdin=; ask=
      while :; do
        case "$1" in
          -n) ask=no; shift;;
          -k) shift;;
          -S) stdin=yes; shift;;
          -p) shift 2;;
          --) shift; break;;
          *) echo "fake sudo: $1?" >&2; exit 98;;
        esac
      done
      """;
  private static final String NOPASSWD = OPTIONS + "exec \"$@\"";
  // sudo reads single bytes, up to three lines.
  private static final String ASKS =
      OPTIONS
          + """
          if [ "$ask" = no ]; then echo 'sudo: a password is required' >&2; exit 1; fi
          for try in 1 2 3; do
            if IFS= read -r line; then
              printf 'guess %s\\n' "$line" >>"$(dirname "$0")/log"
              if [ "$line" = "$(cat "$(dirname "$0")/password")" ]; then exec "$@"; fi
              echo 'Sorry, try again.' >&2
            else
              echo 'sudo: no password was provided' >&2; exit 1
            fi
          done
          echo 'sudo: 3 incorrect password attempts' >&2; exit 1
          """;
  private static final String NO_RIGHTS =
      OPTIONS + "echo 'sudo: user is not in the sudoers file.' >&2; exit 1";
  private static final String WANTS_TTY =
      OPTIONS + "echo 'sudo: sorry, you must have a tty to run sudo' >&2; exit 1";

  @TempDir static Path serverFolder;
  private static OpenSshServer server;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    String path = FakeRoot.with(serverFolder.resolve("fakes"), NOPASSWD).path();
    server = new OpenSshServer(serverFolder, "SetEnv PATH=" + path);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void withoutAPassword() throws Exception {
    assertCarriesEverything(NOPASSWD, Optional.empty());
    assertThat(log()).doesNotContain("guess");
  }

  @Test
  void withAPasswordThatIsNotAskedFor() throws Exception {
    assertCarriesEverything(NOPASSWD, Optional.of(PASSWORD));
    assertThat(log()).doesNotContain("guess").doesNotContain(PASSWORD);
  }

  @Test
  void withAPassword() throws Exception {
    assertCarriesEverything(ASKS, Optional.of(PASSWORD));
    assertThat(log().lines().filter(line -> line.startsWith("guess ")))
        .isNotEmpty()
        .allMatch(line -> line.equals("guess " + PASSWORD));
  }

  /** As with a rule for some commands only, or a time stamp that comes in between. */
  @Test
  void withAPasswordThatIsThenNotRead() throws Exception {
    String fickle =
        ASKS.replace("for try", "case \"$*\" in *'exec \"$@\"'*|*dd*) exec \"$@\";; esac\nfor try");
    assertCarriesEverything(fickle, Optional.of(PASSWORD));
  }

  @Test
  void whatSudoLogsIsShortAndFixed() throws Exception {
    try (Transport transport = local(NOPASSWD, Optional.empty())) {
      transport.run(script("echo secret-program", "secret-argument"));
    }
    assertThat(log()).hasSizeLessThan(400).doesNotContain("secret");
  }

  @Test
  void aWrongPasswordIsTriedOnce() throws Exception {
    for (Transport transport : both(ASKS, Optional.of("wrong"))) {
      assertRefused(transport, "with the password of PROVISION_SUDO_PASSWORD", "NOPASSWD");
      assertThat(log().lines().filter(line -> line.startsWith("guess "))).hasSize(1);
      transport.close();
    }
  }

  @Test
  void aMissingPassword() throws Exception {
    for (Transport transport : both(ASKS, Optional.empty())) {
      assertRefused(transport, "a password is required", "NOPASSWD", "PROVISION_SUDO_PASSWORD");
      transport.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {NO_RIGHTS, WANTS_TTY})
  void withoutRights(String sudo) throws Exception {
    for (Optional<String> password : List.of(Optional.<String>empty(), Optional.of("x"))) {
      for (Transport transport : both(sudo, password)) {
        assertRefused(transport, "sudo", "PROVISION_SUDO_PASSWORD");
        transport.close();
      }
    }
  }

  @Test
  void withoutSudo() throws Exception {
    FakeRoot fakes = FakeRoot.with(folder, "");
    Files.delete(folder.resolve("sudo"));
    for (String tool : List.of("sh", "base64", "dd", "cat")) {
      OpenSshServer.writeProgram(
          folder.resolve(tool), "#!/bin/sh\nexec /usr/bin/" + tool + " \"$@\"\n");
    }
    try (Transport transport =
        new LocalTransport(Optional::empty, Map.of("PATH", fakes.folder().toString()))) {
      assertRefused(transport, "there is no sudo");
    }
  }

  @Test
  void rootNeedsNoSudo() throws Exception {
    FakeRoot root = FakeRoot.loggedInAsRoot(folder);
    try (Transport transport =
        new LocalTransport(() -> Optional.of(PASSWORD), Map.of("PATH", root.path()))) {
      assertThat(transport.run(script("cat; echo end")).stdout()).isEqualTo("end\n");
    }
  }

  @Test
  void timeLimitsHoldUnderSudo() {
    try (Transport transport = local(NOPASSWD, Optional.empty())) {
      long start = System.nanoTime();
      assertThatThrownBy(
              () ->
                  transport.run(
                      new Script("sleep 60", List.of(), new byte[0], Duration.ofSeconds(1))))
          .isInstanceOf(TimeLimitException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(45));
    }
  }

  private void assertCarriesEverything(String sudo, Optional<String> password) throws Exception {
    byte[] input = new byte[300_000];
    new Random(3).nextBytes(input);
    // A line of its own, as the password's would be.
    input[0] = '\n';
    for (Transport transport : both(sudo, password)) {
      Outcome hash =
          transport.run(new Script("sha256sum; exit 9", List.of(), input, TransportContract.LIMIT));
      Path file = folder.resolve("input");
      Files.write(file, input);
      String expected = Tool.run("sha256sum", file.toString()).output().split(" ")[0];
      assertThat(hash).isEqualTo(new Outcome(9, expected + "  -\n", ""));
      assertThat(transport.run(script("cat; printf '%s|' \"$@\"", "a b", "", "c'")))
          .isEqualTo(new Outcome(0, "a b||c'|", ""));
      Outcome large =
          transport.run(
              new Script(
                  "# " + "x".repeat(200_000) + "\ncat",
                  List.of(),
                  "data".getBytes(StandardCharsets.UTF_8),
                  TransportContract.LIMIT));
      assertThat(large).isEqualTo(new Outcome(0, "data", ""));
      assertThat(transport.run(new Script("exit 4", List.of(), input, TransportContract.LIMIT)))
          .isEqualTo(new Outcome(4, "", ""));
      assertThat(transport.run(script("echo e >&2; kill -KILL $$")))
          .isEqualTo(new Outcome(137, "", "e\n"));
      transport.close();
    }
  }

  private void assertRefused(Transport transport, String... parts) {
    long start = System.nanoTime();
    assertThatThrownBy(() -> transport.run(script("echo never")))
        .isInstanceOf(UnreachableException.class)
        .hasMessageStartingWith(transport.name() + ": ")
        .hasMessageNotContaining("\n")
        .hasMessageContainingAll(parts);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(45));
  }

  private List<Transport> both(String sudo, Optional<String> password) {
    write(serverFolder.resolve("fakes"), sudo);
    return List.of(
        local(sudo, password),
        SshTransport.connect(server.target(), server.options().withSudoPassword(() -> password)));
  }

  private Transport local(String sudo, Optional<String> password) {
    write(folder, sudo);
    String path = new FakeRoot(folder).path();
    return new LocalTransport(() -> password, Map.of("PATH", path));
  }

  private static void write(Path fakes, String sudo) {
    FakeRoot.with(fakes, sudo);
    OpenSshServer.write(fakes.resolve("password"), PASSWORD);
    OpenSshServer.write(fakes.resolve("log"), "");
  }

  private String log() throws Exception {
    return Files.readString(folder.resolve("log"));
  }

  private static Script script(String text, String... arguments) {
    return TransportContract.script(text, arguments);
  }
}
