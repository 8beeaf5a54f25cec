package dev.provision.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.podman.RunRequest.Limits;
import dev.provision.transport.UnreachableException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The life of a container, and that it never stays where it should not. */
@Timeout(60)
class ContainerRunTest {
  private static final String ROOT = "/v4.0.0/libpod";
  private static final String ONE = ROOT + "/containers/abc";
  private static final String STREAM =
      "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n";
  private static final byte[] OUT = {1, 0, 0, 0, 0, 0, 0, 3, 'o', 'u', 't'};
  private static final byte[] ERR = {2, 0, 0, 0, 0, 0, 0, 2, (byte) 0xc5, (byte) 0xff};

  @TempDir Path folder;
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);
  private final List<String> progress = new ArrayList<>();
  private FakePodman fake;
  private Podman podman;

  @BeforeEach
  void start() {
    fake = new FakePodman(folder.resolve("s"));
    fake.on("GET " + ROOT + "/images/image/exists", (body, out) -> noContent(out));
    fake.on("POST " + ROOT + "/containers/create", 201, "{\"Id\":\"abc\",\"Warnings\":[]}");
    fake.on(
        "POST " + ONE + "/start",
        (body, out) -> {
          started.countDown();
          noContent(out);
        });
    fake.on("POST " + ONE + "/wait", 200, "3\n");
    fake.on("DELETE " + ONE, 200, "[{\"Id\":\"abc\"}]");
    podman = fake.client();
  }

  @AfterEach
  void stop() {
    never.countDown();
    podman.close();
    fake.close();
  }

  private static void noContent(OutputStream out) throws IOException {
    out.write("HTTP/1.1 204 No Content\r\n\r\n".getBytes());
  }

  private void printing(FakePodman.Answer output) {
    fake.on(
        "POST " + ONE + "/attach?stream=true&logs=false&stdin=false&stdout=true&stderr=true",
        (body, out) -> {
          out.write(STREAM.getBytes());
          await(started);
          output.write(body, out);
          throw new IOException("the end of the stream is that of the connection");
        });
  }

  private RunResult run(Duration timeout, boolean remove) {
    return podman.run(
        new RunRequest(
            Optional.empty(),
            "image",
            List.of("sh"),
            List.of(),
            Limits.NONE,
            Optional.empty(),
            timeout,
            remove),
        progress::add);
  }

  private List<String> verbs() {
    return fake.server().requests().stream()
        .map(line -> line.replace(ROOT, "").replaceAll("\\?.*", ""))
        .toList();
  }

  @Test
  void runsAndListensFromTheBeginning() {
    printing(
        (body, out) -> {
          out.write(OUT);
          out.write(ERR);
        });

    RunResult result = run(Duration.ofSeconds(20), false);

    assertThat(result.container()).isEqualTo("abc");
    assertThat(result.exitCode()).hasValue(3);
    assertThat(result.removed()).isFalse();
    assertThat(result.stdout().bytes()).asString().isEqualTo("out");
    assertThat(result.stderr().bytes()).containsExactly(0xc5, 0xff);
    assertThat(verbs())
        .containsExactly(
            "GET /images/image/exists",
            "POST /containers/create",
            "POST /containers/abc/attach",
            "POST /containers/abc/start",
            "POST /containers/abc/wait");
  }

  @Test
  void removesWhatIsNotToStay() {
    printing((body, out) -> out.write(OUT));

    RunResult result = run(Duration.ofSeconds(20), true);

    assertThat(result.removed()).isTrue();
    assertThat(result.exitCode()).hasValue(3);
    assertThat(fake.server().requests()).endsWith("DELETE " + ONE + "?force=true&v=true&timeout=0");
  }

  @Test
  void timeRunsOutWhileItPrints() {
    printing(
        (body, out) -> {
          out.write(OUT);
          await(never);
        });

    RunResult result = run(Duration.ofMillis(500), false);

    assertThat(result.exitCode()).isEqualTo(OptionalInt.empty());
    assertThat(result.timedOut()).isTrue();
    assertThat(result.removed()).isTrue();
    assertThat(result.stdout().bytes()).asString().isEqualTo("out");
    assertThat(verbs()).endsWith("DELETE /containers/abc");
  }

  @Test
  void timeRunsOutAfterItHasClosedItsStreams() {
    printing((body, out) -> out.write(OUT));
    fake.on("POST " + ONE + "/wait", (body, out) -> await(never));

    assertThat(run(Duration.ofMillis(500), false).timedOut()).isTrue();
    assertThat(verbs()).endsWith("DELETE /containers/abc");
  }

  @Test
  void containerThatCannotBeRemovedIsNotSaidToBeGone() {
    printing((body, out) -> await(never));
    fake.refusing("DELETE " + ONE, 500, "busy", "device busy");

    assertThatThrownBy(() -> run(Duration.ofMillis(300), false))
        .isInstanceOf(RefusedException.class)
        .hasMessage("podman: device busy");
    assertThat(String.join("", progress))
        .contains("container abc may be left: podman: device busy");
  }

  @Test
  void containerThatIsGoneAlreadyIsGone() {
    printing((body, out) -> await(never));
    fake.refusing("DELETE " + ONE, 404, "no such container", "no such container");

    assertThat(run(Duration.ofMillis(300), false).removed()).isTrue();
  }

  @Test
  void containerThatDoesNotStartDoesNotStay() {
    printing((body, out) -> {});
    fake.refusing("POST " + ONE + "/start", 500, "not found", "crun: executable file not found");

    assertThatThrownBy(() -> run(Duration.ofSeconds(20), false))
        .hasMessage("podman: crun: executable file not found");
    assertThat(verbs()).endsWith("DELETE /containers/abc");
  }

  @Test
  void outputThatIsCutOffIsNoShortOutput() {
    printing((body, out) -> out.write(OUT, 0, OUT.length - 1));

    assertThatThrownBy(() -> run(Duration.ofSeconds(20), false))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("hung up in the middle");
    assertThat(verbs()).endsWith("DELETE /containers/abc");
  }

  @Test
  void anExitCodeThatIsNone() {
    printing((body, out) -> out.write(OUT));
    fake.on("POST " + ONE + "/wait", 200, "soon");

    assertThatThrownBy(() -> run(Duration.ofSeconds(20), false))
        .hasMessageContaining("is not podman's: no exit code in it");
  }

  /** A GiB, of which the heap of this test could not hold much. */
  @Test
  void aLogOfOneGibibyteIsStreamedAway() {
    int frame = 1024 * 1024;
    byte[] bytes = new byte[8 + frame];
    bytes[0] = 1;
    bytes[5] = (byte) (frame >> 16);
    printing(
        (body, out) -> {
          for (int i = 0; i < 1024; i++) {
            bytes[bytes.length - 1] = (byte) i;
            out.write(bytes);
          }
          out.write(ERR);
        });

    RunResult result = run(Duration.ofSeconds(50), false);

    assertThat(result.stdout().total()).isEqualTo(1L << 30);
    assertThat(result.stdout().isTruncated()).isTrue();
    assertThat(result.stdout().bytes()).hasSize(RunResult.KEPT).endsWith(255);
    assertThat(result.stderr().isTruncated()).isFalse();
  }

  @Test
  void pullsWhatIsMissing() {
    printing((body, out) -> out.write(OUT));
    fake.refusing("GET " + ROOT + "/images/other%3A1/exists", 404, "no such image", "none");
    fake.on(
        "POST " + ROOT + "/images/pull?reference=other%3A1",
        200,
        "{\"stream\":\"Trying to pull other:1...\\n\"}\n{\"images\":[\"1\"],\"id\":\"1\"}\n");

    RunRequest request =
        new RunRequest(
            Optional.empty(),
            "other:1",
            List.of(),
            List.of(),
            Limits.NONE,
            Optional.empty(),
            Duration.ofSeconds(20),
            false);
    podman.run(request, progress::add);

    assertThat(progress).containsExactly("Trying to pull other:1...\n");
    fake.on("POST " + ROOT + "/images/pull", 200, "{\"error\":\"no route\"}");
    fake.on("POST " + ROOT + "/images/pull?reference=other%3A1", 200, "{\"error\":\"no route\"}");
    assertThatThrownBy(() -> podman.run(request, progress::add)).hasMessage("podman: no route");
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
