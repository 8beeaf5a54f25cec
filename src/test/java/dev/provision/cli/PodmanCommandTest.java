package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.ExitCode;
import dev.provision.cli.Cli.Run;
import dev.provision.podman.FakePodman;
import dev.provision.report.Results;
import dev.provision.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The verbs, against a fake of podman on a real socket. */
@Timeout(60)
class PodmanCommandTest {
  private static final String ROOT = "/v4.0.0/libpod";
  private static final String ONE = ROOT + "/containers/abc";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;
  private FakePodman fake;
  private Cli cli;

  @BeforeEach
  void start() {
    fake = new FakePodman(folder.resolve("s"));
    cli = new Cli().in(folder).with("PODMAN_SOCKET_PATH", "s");
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  static Stream<String> verbs() {
    return new PodmanCommand().verbs().stream().map(Command::name);
  }

  private static JsonNode document(Run run) {
    try {
      return JSON.readTree(run.stdout());
    } catch (IOException e) {
      throw new AssertionError(run.stdout(), e);
    }
  }

  private static JsonNode data(Run run) {
    JsonNode document = document(run);
    assertThat(document.path("success").asBoolean()).as(run.stdout()).isTrue();
    return document.path("data");
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void helpIsTheGoldenFile(String name) {
    Run run = new Cli().line("help " + name);

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    Golden.check("cli/help-" + name.replace(' ', '-') + ".txt", run.stdout());
    assertThat(new Cli().line(name + " --help")).isEqualTo(run);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "podman => podman what? version, ping, info, build, run, images, ps, rmi, kill, prune,"
            + " exists, inspect; see provision podman --help",
        "podman rum => there is no podman rum; did you mean run?; see provision podman --help",
        "podman run => missing: WORD; see provision podman run --help",
        "podman run --rn i => there is no option --rn; did you mean --rm?; see provision podman run"
            + " --help",
        "podman run --volume x i => --volume x: \"x\" is no absolute path in the container",
        "podman run --mount x i => --mount x: what is \"x\"?",
        "podman run --network a:b i => --network a:b: not a network: \"a:b\"; write none, host,"
            + " private, bridge, slirp4netns, pasta, container:NAME or the names of networks",
        "podman run --memory x i => --memory x: not a number of bytes such as 512m or 1.5g",
        "podman run --memory 0 i => --memory 0: not a number of bytes that a machine has",
        "podman run --memory-swap 1g i => --memory-swap 1g: a limit for memory and swap needs one"
            + " for memory",
        "podman run --cpus 0 i => --cpus 0: not a number of processors such as 2 or 0.5",
        "podman run --timeout 0 i => --timeout 0: not a number of seconds from 1 to 999999",
        "podman build . --network x => .: neither a Containerfile nor a Dockerfile in it; name one"
            + " with --file",
        "podman build . --build-arg =x --file s => s: no such file",
        "podman exists x --type y => --type y: not one of [container, image, volume, network]",
        "podman exists a b => what is \"b\"?; see provision podman exists --help",
        "podman ps --agent a => --agent goes with --host or --local only",
        "podman ps --port 22 => --port goes with --host only",
        "podman ps --socket= => --socket: the path is missing",
        "podman ps --host h --agent -x => --agent -x: not the name of an account: \"-x\"",
      })
  void saysWhatIsWrongAsJson(String words, String message) {
    Run run = cli.line(words);

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(document(run).path("error").asText().replace(folder + "/", "")).isEqualTo(message);
    assertThat(document(run).path("exit_code").asInt()).isEqualTo(64);
    assertThat(run.stderr()).isEmpty();
  }

  @Test
  void listsAndDescribes() {
    fake.on("GET " + ROOT + "/info", 200, "{\"a\":[1,2.5,true,null,5000000000,\"\\u001b[31mx\"]}");
    fake.on("GET " + ROOT + "/images/json", 200, "[{\"Id\":\"1\",\"RepoTags\":[\"a\"]}]");
    fake.on(
        "GET " + ROOT + "/containers/json",
        200,
        "[{\"Id\":\"1\",\"State\":\"running\"},{\"Id\":\"2\",\"State\":\"exited\",\"ExitCode\":4}]");
    fake.on("GET /_ping", 200, "OK");

    assertThat(data(cli.line("podman info")))
        .hasToString("{\"info\":{\"a\":[1,2.5,true,null,5000000000,\"x\"]}}");
    assertThat(data(cli.line("podman images")).path("images").get(0).path("names"))
        .hasToString("[\"a\"]");
    JsonNode containers = data(cli.line("podman ps --all")).path("containers");
    assertThat(containers.get(0).path("exit_code").isNull()).isTrue();
    assertThat(containers.get(1).path("exit_code").asInt()).isEqualTo(4);
    assertThat(data(cli.line("podman ping")).path("socket").asText())
        .isEqualTo(folder.resolve("s").toString());
  }

  @Test
  void whatIsNotThereIsTheAnswerNo() {
    fake.on(
        "GET " + ROOT + "/volumes/v/exists",
        (body, out) -> out.write("HTTP/1.1 204 X\r\n\r\n".getBytes()));

    Run there = cli.line("podman exists v");
    assertThat(there.code()).isEqualTo(ExitCode.OK);
    assertThat(data(there)).hasToString("{\"name\":\"v\",\"exists\":true,\"type\":\"volume\"}");
    Run not = cli.line("podman exists v --type image");
    assertThat(not.code()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(data(not)).hasToString("{\"name\":\"v\",\"exists\":false,\"type\":null}");
    Run inspect = cli.line("podman inspect nothing");
    assertThat(inspect.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(document(inspect))
        .hasToString(
            "{\"success\":false,\"error\":\"podman: there is no container, image, volume or network"
                + " \\\"nothing\\\"\",\"exit_code\":125,\"status\":404,\"cause\":null}");
  }

  @Test
  void whatPodmanRefusesIsToldWithItsReason() {
    fake.refusing("POST " + ONE + "/kill?signal=TERM", 409, "state improper", "not running");
    fake.on(
        "DELETE " + ROOT + "/images/remove?force=false&images=a",
        200,
        "{\"Untagged\":[\"a\"],\"Errors\":[\"b: in use\"],\"ExitCode\":2}");

    Run kill = cli.line("podman kill abc --signal TERM");
    assertThat(kill.code().number()).isEqualTo(125);
    assertThat(document(kill))
        .hasToString(
            "{\"success\":false,\"error\":\"podman: not running\",\"exit_code\":125,\"status\":409,"
                + "\"cause\":\"state improper\"}");
    Run rmi = cli.line("podman rmi a b");
    assertThat(rmi.code().number()).isEqualTo(125);
    assertThat(document(rmi))
        .hasToString(
            "{\"success\":false,\"error\":\"podman: b: in use\",\"exit_code\":125,"
                + "\"untagged\":[\"a\"],\"deleted\":[],\"errors\":[\"b: in use\"]}");
  }

  private void containerPrinting(byte[] frames, int status) {
    fake.on("GET " + ROOT + "/images/i/exists", 200, "");
    fake.on(
        "POST " + ROOT + "/containers/create",
        (body, out) -> {
          assertThat(body.replaceAll("\"timeout\":(80|3660)", "\"timeout\":\"T\""))
              .isEqualTo(
                  "{\"image\":\"i\",\"timeout\":\"T\",\"command\":[\"sh\",\"--rm\",\"-c\",\"x\"]}");
          out.write("HTTP/1.1 201 X\r\nContent-Length: 12\r\n\r\n{\"Id\":\"abc\"}".getBytes());
        });
    fake.on(
        "POST " + ONE + "/attach",
        (body, out) -> {
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
          out.write(frames);
          throw new IOException("its end");
        });
    fake.on("POST " + ONE + "/start", 200, "");
    fake.on("POST " + ONE + "/wait", 200, status + "\n");
  }

  @Test
  void runEndsAsTheContainerDid() {
    byte[] frames = {
      1, 0, 0, 0, 0, 0, 0, 3, 'o', 'k', '\n', 2, 0, 0, 0, 0, 0, 0, 2, (byte) 0xff, '!'
    };
    containerPrinting(frames, 42);

    Run run = cli.line("podman run --timeout 20 i sh --rm -c x");

    assertThat(run.code()).isEqualTo(new ContainerStatus(42));
    assertThat(data(run))
        .hasToString(
            "{\"container\":\"abc\",\"exit_code\":42,\"timed_out\":false,\"removed\":false,"
                + "\"stdout\":\"ok\\n\",\"stdout_base64\":null,\"stdout_bytes\":3,"
                + "\"stdout_truncated\":false,\"stderr\":\"\uFFFD!\",\"stderr_base64\":\"/yE=\","
                + "\"stderr_bytes\":2,\"stderr_truncated\":false}");
  }

  @Test
  void whatAContainerPrintsCannotCommandAPipeline() {
    String text = "##vso[task.setvariable variable=x]\u001b[2Jy";
    byte[] frames = new byte[8 + text.length()];
    frames[0] = 1;
    frames[7] = (byte) text.length();
    System.arraycopy(text.getBytes(), 0, frames, 8, text.length());
    containerPrinting(frames, 0);

    Run run = cli.line("podman run i sh --rm -c x");

    assertThat(run.code().number()).isZero();
    assertThat(run.stdout()).doesNotContain("##vso[").doesNotContain("\u001b");
    assertThat(java.util.Base64.getDecoder().decode(data(run).path("stdout_base64").asText()))
        .asString()
        .isEqualTo(text);
  }

  @Test
  void buildTellsItsProgressOnStandardError() throws IOException {
    Files.createDirectory(folder.resolve("c"));
    Files.writeString(folder.resolve("c/Dockerfile"), "FROM scratch\n");
    String id = "0123456789ab".repeat(5) + "0123";
    fake.on(
        "POST "
            + ROOT
            + "/build?dockerfile=Dockerfile&layers=true&forcerm=true&nocache=false&pull=false&t=x",
        200,
        "{\"stream\":\"STEP ##vso[a]\\n\"}{\"stream\":\"%s\\n\"}".formatted(id));
    fake.on("GET " + ROOT + "/images/" + id + "/json", 200, "{\"Id\":\"%s\"}".formatted(id));

    Run run = cli.line("podman build c --tag x");

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(data(run).path("image").asText()).isEqualTo(id);
    assertThat(run.stderr()).isEqualTo("STEP ##_vso[a]\n" + id + "\n");
  }

  @Test
  void aSocketThatIsNotThereIsUnavailable() {
    Run run = cli.line("podman version --socket unix://nowhere");

    assertThat(run.code()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(document(run).path("error").asText())
        .startsWith(folder.resolve("nowhere") + ": there is no such socket");
  }

  @Test
  void theUsersOwnSocketComesBeforeTheSystems() throws IOException {
    Files.createDirectory(folder.resolve("podman"));
    Run run = new Cli().with("XDG_RUNTIME_DIR", folder.toString()).line("podman version");

    assertThat(document(run).path("error").asText())
        .contains(
            Files.exists(Path.of("/run/podman/podman.sock"))
                ? "/run/podman/podman.sock"
                : folder.resolve("podman/podman.sock") + ": there is no such socket");
  }

  @Test
  void aHostIsSpokenToAsItsAgent() {
    fake.on("GET /_ping", 200, "OK");
    cli.host.receipt = () -> Optional.of(Results.receipt());
    cli.host.socket = Optional.of(fake.server().path());

    Run run = cli.line("podman ping --host u@h");

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(data(run).path("socket").asText()).isEqualTo("u@h:22: the podman of AzDevOps");
    assertThat(cli.host.opened).containsExactly("AzDevOps", "");
    assertThat(cli.host.closed).isTrue();
    cli.host.opened.clear();
    assertThat(cli.line("podman ping --local --agent me --socket /x").code())
        .isEqualTo(ExitCode.OK);
    assertThat(cli.host.opened).containsExactly("me", "/x");
    cli.host.opened.clear();
    cli.with("PROVISION_HOST", "u@h").line("podman ping");
    assertThat(cli.host.opened)
        .as("PODMAN_SOCKET_PATH is of this machine")
        .containsExactly("AzDevOps", "");
  }

  @Test
  void aHostWithoutAReceiptNeedsTheAgentsName() {
    cli.host.receipt = Optional::empty;

    Run run = cli.line("podman ping --host u@h");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(document(run).path("error").asText()).endsWith("name it with --agent");
  }
}
