package dev.provision.verify.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.PodmanVariables;
import dev.provision.plan.Answer;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Probe;
import dev.provision.testing.LocalShell;
import dev.provision.verify.answer.ConfigFiles;
import dev.provision.verify.answer.MergedLines;
import dev.provision.verify.answer.Reply;
import dev.provision.verify.answer.UnitFiles;
import dev.provision.verify.answer.UnitFiles.DropIn;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The functions in the shells that run them: dash for root, the agent's bash for a step. podman is
 * a stand-in; what the real one says is in the fixtures.
 */
class ShellFunctionsTest {
  private static final Fragment COMMAND = new Fragment("verify/command");
  private static final Fragment HOME = new Fragment("verify/home");

  @TempDir Path folder;
  private Path bin;
  private Path home;
  private Path temporary;

  @BeforeEach
  void folders() throws IOException {
    bin = Files.createDirectory(folder.resolve("bin"));
    home = Files.createDirectory(folder.resolve("home"));
    temporary = Files.createDirectory(folder.resolve("tmp"));
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    assertThat(entries(temporary)).isEmpty();
    assertThat(entries(home)).allMatch(name -> name.startsWith(".config"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void commandKeepsOutputErrorsAndStatus(String shell) throws IOException {
    Reply reply =
        Reply.of(ask(shell, COMMAND, "verify_command", "5", "sh", "-c", "echo out; echo err >&2"));
    assertThat(reply.failure()).isEmpty();
    assertThat(reply.text()).isEqualTo("out\n");
    assertThat(reply.errors()).isEqualTo("err\n");
    assertThat(ask(shell, COMMAND, "verify_command", "5", "false").status()).isEqualTo(1);
    assertThat(ask(shell, COMMAND, "verify_command", "5", "/no/such").status()).isEqualTo(127);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void commandThatHangsIsCutShort(String shell) {
    String deaf = "trap '' TERM; while :; do sleep 1; done";
    long begin = System.nanoTime();
    assertThat(ask(shell, COMMAND, "verify_command", "1", "sleep", "60").status()).isEqualTo(124);
    assertThat(ask(shell, COMMAND, "verify_command", "1", "sh", "-c", deaf).status())
        .isEqualTo(124);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void daemonsThatACommandLeavesDoNotHoldTheAnswer(String shell) {
    long begin = System.nanoTime();
    Answer answer = ask(shell, COMMAND, "verify_command", "5", "sh", "-c", "sleep 40 & echo out");
    assertThat(answer.text()).isEqualTo("out\n\u001e");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void socketGetsEveryRequestOverOneConnection(String shell) throws IOException {
    program("podman", "echo \"$*\"; head -n 7");
    Reply reply =
        Reply.of(
            ask(shell, new Fragment("verify/socket"), "verify_socket_get", "/s", "/a", "/b?c=d"));
    assertThat(reply.failure()).isEmpty();
    assertThat(reply.text())
        .isEqualTo(
            "--remote --url unix:///s system dial-stdio\n"
                + "GET /a HTTP/1.1\r\nHost: d\r\n\r\n"
                + "GET /b?c=d HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void containerRunsTheHostsShellAndIsRemoved(String shell) throws IOException {
    program(
        "podman",
        """
        case $1 in
          run)
            while [ "$1" != --rootfs ]; do [ "$1" != --cidfile ] || echo id >"$2"; shift; done
            test -x "$2/bin/sh" && ls "$2" ;;
          rm) echo "$*" >>"$HOME/.config-removed" ;;
        esac
        """);
    Reply reply = Reply.of(ask(shell, new Fragment("verify/container"), "verify_container_limits"));
    assertThat(reply.failure()).isEmpty();
    assertThat(reply.text().lines()).contains("bin", "lib");
    assertThat(Files.readString(home.resolve(".config-removed"))).startsWith("rm --force");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void dockerCommandsInTheOrderOfPath(String shell) throws IOException {
    program("docker", "exec podman \"$@\"");
    Path cache = Files.createDirectories(folder.resolve("tools/docker-stable/17.9.0/x64"));
    Path tool = cache.resolve("docker");
    Files.writeString(tool, "\0podman");
    executable(tool);
    Answer answer = ask(shell, new Fragment("verify/docker"), "verify_docker_commands");
    assertThat(answer.text().lines())
        .startsWith("podman " + bin.resolve("docker"))
        .contains("cached " + tool)
        .endsWith("end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void shadowsOfTheHome(String shell) throws IOException {
    Path containers = Files.createDirectories(home.resolve(".config/containers"));
    Files.createFile(containers.resolve("policy.json"));
    Files.createSymbolicLink(containers.resolve("registries.conf"), Path.of("/no/such"));
    Answer answer = ask(shell, HOME, "verify_home_shadows");
    assertThat(answer.text().lines())
        .contains("file " + containers.resolve("policy.json"))
        .contains("file " + containers.resolve("registries.conf"))
        .contains("variable STORAGE_DRIVER=vfs")
        .endsWith("end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void shadowsInTheEnvironmentOfStepsAndOfTheManager(String shell) throws IOException {
    program("systemctl", "echo LANG=C; echo CONTAINERS_CONF=/x");
    try (var bus = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      bus.bind(UnixDomainSocketAddress.of(folder.resolve("bus")));
      file("home/.config/containers/containers.conf.d/x.conf", "");
      file("home/.config/environment.d/x.conf", "A=1\nCONTAINERS_CONF=/x\n");
      file("home/.config/environment.d/y.conf", "NO_CONTAINERS_CONF=/x\n");
      assertThat(ask(shell, HOME, "verify_home_shadows").text().lines())
          .containsExactly(
              "file " + home.resolve(".config/containers/containers.conf.d/x.conf"),
              "variable STORAGE_DRIVER=vfs",
              "manager CONTAINERS_CONF=/x",
              "set-by CONTAINERS_CONF " + home.resolve(".config/environment.d/x.conf"),
              "end");
      assertThat(ask(shell, HOME, "verify_home_root", home.toString()).text().lines())
          .containsExactly(
              "file " + home.resolve(".config/containers/containers.conf.d/x.conf"), "end");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void managerThatDoesNotAnswerIsNotOneWithoutShadows(String shell) throws IOException {
    program("systemctl", "exit 1");
    assertThat(ask(shell, HOME, "verify_home_shadows").text().lines()).endsWith("end");
    try (var bus = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      bus.bind(UnixDomainSocketAddress.of(folder.resolve("bus")));
      Answer answer = ask(shell, HOME, "verify_home_shadows");
      assertThat(answer.ok()).isFalse();
      assertThat(answer.text()).doesNotContain("end");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void environmentThatCannotBeReadIsNotOneWithoutShadows(String shell) throws IOException {
    program("env", "exit 1");
    assertThat(ask(shell, HOME, "verify_home_shadows").ok()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void configurationInTheOrderOfPodman(String shell) throws Exception {
    String etc = "root/etc/containers/";
    file(etc + "containers.conf", "[engine]\n");
    file(etc + "containers.conf.d/20.conf", "");
    file(etc + "containers.conf.d/10.conf", "[x]\n");
    file(etc + "containers.conf.d/10.conf.bak", "");
    file(etc + "containers.rootless.conf", "");
    file(etc + "containers.rootless.conf.d/7/x.conf", "");
    file(etc + "containers.rootless.conf.d/8/x.conf", "");
    file("root/usr/share/containers/registries.conf.d/a.conf", "");
    file("root/elsewhere/x.conf", "");
    Files.createSymbolicLink(folder.resolve(etc + "registries.conf.d"), Path.of("../../elsewhere"));
    file("root/h/.config/containers/storage.conf", "");
    file(etc + "storage.conf.d/x.conf", "");
    Answer answer =
        ask(
            shell,
            new Fragment("verify/config"),
            "verify_config_files",
            folder.resolve("root").toString(),
            "/h",
            "7");
    assertThat(ConfigFiles.parse(answer))
        .extracting(file -> file.family() + " " + file.path() + " " + file.text().strip())
        .containsExactly(
            "containers /etc/containers/containers.conf [engine]",
            "containers /etc/containers/containers.conf.d/10.conf [x]",
            "containers /etc/containers/containers.conf.d/20.conf ",
            "containers /etc/containers/containers.rootless.conf ",
            "containers /etc/containers/containers.rootless.conf.d/7/x.conf ",
            "registries /usr/share/containers/registries.conf.d/a.conf ",
            "storage /h/.config/containers/storage.conf ",
            "storage /etc/containers/storage.conf.d/x.conf ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void unitsAndDropInsOfEveryLevel(String shell) throws Exception {
    file("root/usr/lib/systemd/user/podman.socket", "");
    file("root/usr/lib/systemd/system/user@.service", "");
    file("root/usr/lib/systemd/system/user@.service.d/10.conf", "[Service]\nDelegate=no\n");
    file("root/run/user/7/systemd/user.control/podman.service.d/x.conf", "");
    file("root/usr/lib/systemd/user/podman.service.d/v.conf", "");
    file("root/usr/lib/systemd/user/service.d/v.conf", "[Service]\nEnvironment=A=1\n");
    file("root/etc/systemd/user/service.d/w.conf", "[Service]\nEnvironment=A=1\n");
    file("root/run/user/7/systemd/generator.late/socket.d/l.conf", "");
    file("root/etc/systemd/system/user@8.service.d/x.conf", "");
    Files.createDirectories(folder.resolve("root/etc/systemd/user"));
    Files.createSymbolicLink(
        folder.resolve("root/etc/systemd/user/podman.socket"), Path.of("nothing"));
    file("root/run/systemd/system/user@7.service.d/b.conf", " Environment = A=1\n#Delegate=no\n");
    Answer answer =
        ask(
            shell,
            new Fragment("verify/unit"),
            "verify_unit_shadows",
            folder.resolve("root").toString(),
            "/h",
            "7");
    assertThat(UnitFiles.parse(answer))
        .isEqualTo(
            new UnitFiles(
                List.of("/etc/systemd/user/podman.socket"),
                List.of(
                    new DropIn(
                        "/run/user/7/systemd/user.control/podman.service.d/x.conf", List.of()),
                    new DropIn("/etc/systemd/user/service.d/w.conf", List.of("Environment=A=1")),
                    new DropIn("/run/user/7/systemd/generator.late/socket.d/l.conf", List.of()),
                    new DropIn("/usr/lib/systemd/user/podman.service.d/v.conf", List.of()),
                    new DropIn(
                        "/run/systemd/system/user@7.service.d/b.conf",
                        List.of("Environment = A=1")),
                    new DropIn(
                        "/usr/lib/systemd/system/user@.service.d/10.conf",
                        List.of("Delegate=no")))));
  }

  /** systemd's own programs merge the folders; what they print is what is judged. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void foldersAsSystemdMergesThem(String shell) throws Exception {
    file("root/usr/lib/tmpfiles.d/b.conf", "# text\nd /b\n\n");
    file("root/run/tmpfiles.d/b.conf", "d /masks\n");
    file("root/etc/tmpfiles.d/a.conf", "d /a\n");
    Path root = folder.resolve("root");
    Fragment merged = new Fragment("verify/merged");
    assertThat(
            MergedLines.parse(
                ask(shell, merged, "verify_merged_lines", "systemd-tmpfiles", "--root=" + root)))
        .containsExactly(
            new MergedLines.Line(root + "/etc/tmpfiles.d/a.conf", "d /a"),
            new MergedLines.Line(root + "/run/tmpfiles.d/b.conf", "d /masks"));
    assertThat(MergedLines.parse(ask(shell, merged, "verify_merged_lines", "systemd-sysctl")))
        .extracting(MergedLines.Line::text)
        .allMatch(text -> text.contains("="));
    assertThat(ask(shell, merged, "verify_merged_lines", "false").ok()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void probingAFolderMovesNothing(String shell) throws IOException {
    Path config = home.resolve(".config");
    Files.createDirectories(config.resolve("containers"));
    Answer answer = ask(shell, HOME, "verify_home_protected", config.toString(), config + "/none");
    assertThat(answer.text().lines())
        .containsExactly(
            "create " + config + " possible",
            "chmod " + config + " possible",
            "rename " + config + " possible",
            "create " + config + "/none absent",
            "chmod " + config + "/none absent",
            "rename " + config + "/none absent");
    assertThat(entries(config)).containsExactly("containers");
  }

  /** What a profile must not set and what verify looks for is one list. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void everyVariableThatSwitchesFilesOffIsSeen(String shell) throws IOException {
    String program = new Fragment("verify/home").text() + "verify_home_shadows";
    var process = new ProcessBuilder(shell, "-uc", program);
    process.environment().keySet().removeIf(name -> !name.equals("PATH"));
    process.environment().put("HOME", home.toString());
    PodmanVariables.NAMES.forEach(name -> process.environment().put(name, "x"));

    String said = new String(process.start().getInputStream().readAllBytes(), UTF_8);

    assertThat(said.lines().filter(line -> line.startsWith("variable ")))
        .containsExactlyInAnyOrderElementsOf(
            PodmanVariables.NAMES.stream().map(name -> "variable " + name + "=x").toList());
  }

  /** An empty folder is what mv replaces: the account's files would have been gone. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void probingAFolderOnAFullDiskLosesNothing(String shell) throws IOException {
    Path containers = Files.createDirectories(home.resolve(".config/containers"));
    Path policy = Files.writeString(containers.resolve("policy.json"), "{}");
    program(
        "mkdir",
        "echo \"mkdir: cannot create directory '$1': No space left on device\" >&2; exit 1");

    Answer answer =
        ask(shell, new Fragment("verify/home"), "verify_home_protected", containers.toString());

    assertThat(policy).hasContent("{}");
    assertThat(answer.text().lines()).contains("rename " + containers + " unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void onlyThePermissionCountsAsRefused(String shell) throws IOException {
    Path config = Files.createDirectories(home.resolve(".config"));
    for (String reason : List.of("Permission denied", "Disk quota exceeded")) {
      program(
          "mktemp",
          "echo \"mktemp: failed to create file via template: " + reason + "\" >&2; exit 1");
      program("chmod", "echo \"chmod: changing permissions of '$2': " + reason + "\" >&2; exit 1");
      String verdict = reason.equals("Permission denied") ? "refused" : "unknown";

      Answer answer =
          ask(shell, new Fragment("verify/home"), "verify_home_protected", config.toString());

      assertThat(answer.text().lines())
          .containsExactly(
              "create " + config + " " + verdict,
              "chmod " + config + " " + verdict,
              "rename " + config + " " + verdict);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void valuesAndPlaces(String shell) throws IOException {
    Fragment environment = new Fragment("verify/environment");
    assertThat(ask(shell, environment, "verify_environment_values", "STORAGE_DRIVER", "NO").text())
        .isEqualTo("vfs\n\u001e\u001e");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/a,%F\\b"));
    Fragment place = new Fragment("verify/place");
    String owner = Files.getOwner(folder).getName();
    assertThat(ask(shell, place, "verify_place_access", link.toString(), "/no/such").text().lines())
        .containsExactly("symbolic link,777," + owner + ",/a,%F\\b", "absent", "end");
  }

  private Answer ask(String shell, Fragment fragment, String function, String... arguments) {
    Fact fact = Fact.asRoot(fragment, function, arguments);
    var probe = new Probe(List.of(fact), "nobody");
    List<String> command =
        List.of(
            "env",
            "PATH=" + bin + ":" + System.getenv("PATH"),
            "HOME=" + home,
            "TMPDIR=" + temporary,
            "XDG_RUNTIME_DIR=" + folder,
            "STORAGE_DRIVER=vfs",
            "AGENT_TOOLSDIRECTORY=" + folder.resolve("tools"),
            shell);
    return probe.read(LocalShell.run(command, probe.script()).stdout()).orElseThrow().answer(fact);
  }

  private void file(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void program(String name, String body) throws IOException {
    Path file = bin.resolve(name);
    Files.write(file, ("#!/bin/sh\n" + body + "\n").getBytes(UTF_8));
    executable(file);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static List<String> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
