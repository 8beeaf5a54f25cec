package dev.provision.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.podman.context.BuildContext;
import dev.provision.transport.TimeLimitException;
import dev.provision.transport.UnreachableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A build from the folder to the image's id. */
@Timeout(60)
class ImageBuildTest {
  private static final String ROOT = "/v4.0.0/libpod";
  private static final String ID =
      "73c2c7bebd1287ad50b1cefdf50e5a444b012974664fdb29e01e34cd6b2e1918";

  @TempDir Path folder;
  private final List<String> progress = new ArrayList<>();
  private FakePodman fake;
  private Podman podman;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("Containerfile"), "FROM scratch\n");
    fake = new FakePodman(folder.resolve("s"));
    fake.on("GET " + ROOT + "/images/" + ID + "/json", 200, "{\"Id\":\"" + ID + "\"}");
    podman = fake.client();
  }

  @AfterEach
  void stop() {
    podman.close();
    fake.close();
  }

  private BuildRequest request(Duration timeout) {
    return new BuildRequest(
        BuildContext.of(folder, Optional.empty()),
        List.of("a:1", "b"),
        Map.of("KEY", "va&lue"),
        Optional.of("stage"),
        Optional.of("none"),
        false,
        true,
        timeout);
  }

  private Built build() {
    return podman.build(request(Duration.ofSeconds(20)), progress::add);
  }

  /** Pieces of any size: JSON need not end where a chunk does. */
  private void answering(String messages, int chunk) {
    fake.on(
        "POST " + ROOT + "/build?",
        (body, out) -> {
          assertThat(body).contains("Containerfile", "FROM scratch\n", "ustar");
          out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes());
          for (int at = 0; at < messages.length(); at += chunk) {
            String piece = messages.substring(at, Math.min(messages.length(), at + chunk));
            out.write((Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n").getBytes());
          }
          out.write("0\r\n\r\n".getBytes());
        });
  }

  private static String stream(String text) {
    return "{\"stream\":\"" + text + "\\n\"}\n";
  }

  @Test
  void buildsAndTellsAsItGoes() {
    for (int chunk : new int[] {1, 7, 100_000}) {
      progress.clear();
      answering(stream("STEP 1/1: FROM scratch") + stream("COMMIT a:1") + stream(ID), chunk);

      Built built = build();

      assertThat(built.image()).isEqualTo(ID);
      assertThat(built.tags()).containsExactly("a:1", "b");
      assertThat(built.files()).isEqualTo(1);
      assertThat(progress).containsExactly("STEP 1/1: FROM scratch\n", "COMMIT a:1\n", ID + "\n");
    }
    assertThat(fake.server().requests().get(0))
        .isEqualTo(
            "POST "
                + ROOT
                + "/build?dockerfile=Containerfile&layers=true&forcerm=true&nocache=true&pull=true&t=a%3A1&t=b"
                + "&buildargs=%7B%22KEY%22%3A%22va%26lue%22%7D&target=stage"
                + "&networkmode=NetworkDisabled");
  }

  @Test
  void aStepThatFailsIsNoImage() {
    answering(
        stream("STEP 1/2: FROM scratch")
            + stream(ID)
            + "{\"errorDetail\":{\"message\":\"building at STEP \\\"RUN x\\\": exit status 3\\n\"},"
            + "\"error\":\"building at STEP \\\"RUN x\\\": exit status 3\\n\"}\n",
        9);

    assertThatThrownBy(this::build)
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.status()).isZero())
        .hasMessage("podman: building at STEP \"RUN x\": exit status 3");
    assertThat(progress).hasSize(2);
  }

  @Test
  void aBuildThatIsRefusedAtOnce() {
    fake.refusing("POST " + ROOT + "/build?", 400, "bad", "failed to parse query parameter");

    assertThatThrownBy(this::build).hasMessage("podman: failed to parse query parameter");
  }

  @Test
  void anEndWithoutAnImageIsNotTakenForSuccess() {
    for (String end : new String[] {"", stream("STEP 1/2"), stream(ID) + stream("more")}) {
      answering(end, 5);
      assertThatThrownBy(this::build)
          .as(end)
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("no image's id at its end");
    }
    answering(stream("x") + "{\"stream\":", 5);
    assertThatThrownBy(this::build).isInstanceOf(UnreachableException.class);
    answering(stream(ID.replace('7', '8')), 5);
    assertThatThrownBy(this::build)
        .as("an id that podman does not know")
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void aServiceThatDiesIsNotTakenForTheEnd() {
    fake.on(
        "POST " + ROOT + "/build?",
        (body, out) -> {
          out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes());
          String piece = stream(ID);
          out.write((Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n").getBytes());
          throw new IOException("dies");
        });

    assertThatThrownBy(this::build)
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("hung up in the middle");
  }

  @Test
  void aBuildHasALimit() {
    var never = new CountDownLatch(1);
    fake.on(
        "POST " + ROOT + "/build?",
        (body, out) -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });

    assertThatThrownBy(() -> podman.build(request(Duration.ofMillis(300)), progress::add))
        .isInstanceOf(TimeLimitException.class);
    never.countDown();
  }
}
