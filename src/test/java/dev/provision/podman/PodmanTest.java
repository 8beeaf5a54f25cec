package dev.provision.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.podman.http.FakeServer;
import dev.provision.transport.UnreachableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers as podman 4.3 and 5.4 give them, and worse ones. */
@Timeout(60)
class PodmanTest {
  private static final String ROOT = "/v4.0.0/libpod";

  @TempDir Path folder;
  private FakePodman fake;
  private Podman podman;

  @BeforeEach
  void start() {
    fake = new FakePodman(folder.resolve("s"));
    podman = fake.client();
  }

  @AfterEach
  void stop() {
    podman.close();
    fake.close();
  }

  @Test
  void version() {
    fake.on(
        "GET " + ROOT + "/version",
        200,
        """
        {"Components":[{"Name":"Conmon","Details":{"Package":"x"}},
          {"Name":"Podman Engine","Version":"4.3.1",
           "Details":{"APIVersion":"4.3.1","MinAPIVersion":"4.0.0"}}],
         "Version":"4.3.1","ApiVersion":"1.41","Os":"linux","Arch":"amd64","KernelVersion":"6.1"}
        """);

    assertThat(podman.version())
        .isEqualTo(new Version("4.3.1", "4.3.1", "4.0.0", "1.41", "linux", "amd64", "6.1"));
  }

  @Test
  void pingAndInfo() {
    fake.on("GET /_ping", (body, out) -> out.write(FakeServer.json(200, "OK").getBytes()));
    fake.on("GET " + ROOT + "/info", 200, "{\"host\":{\"cpus\":2}}");

    podman.ping();

    assertThat(podman.info().path("host").path("cpus").asInt()).isEqualTo(2);
  }

  @Test
  void listsMayLackWhatGoLeavesOut() {
    fake.on(
        "GET " + ROOT + "/images/json?all=false",
        200,
        """
        [{"Id":"1","RepoTags":["a:1","b:2"],"Digest":"sha256:3","Created":4,"Size":5000000000,
          "Containers":6,"Labels":null},
         {"Id":"2","RepoTags":null}]
        """);
    fake.on(
        "GET " + ROOT + "/containers/json?all=true",
        200,
        """
        [{"Id":"1","Names":["n"],"Image":"i","Command":["sh",""],"State":"exited","ExitCode":137,
          "Created":"2026-11-22T08:16:18.070454185Z"},
         {"Id":"2","Command":null}]
        """);

    assertThat(podman.images(false))
        .containsExactly(
            new Image("1", List.of("a:1", "b:2"), "sha256:3", 4, 5_000_000_000L, 6),
            new Image("2", List.of(), "", 0, 0, 0));
    assertThat(podman.containers(true))
        .containsExactly(
            new Container(
                "1",
                List.of("n"),
                "i",
                List.of("sh", ""),
                "exited",
                137,
                "2026-11-22T08:16:18.070454185Z"),
            new Container("2", List.of(), "", List.of(), "", 0, ""));
  }

  @Test
  void whatIsNotThereIsAnAnswer() {
    fake.on(
        "GET " + ROOT + "/images/a%2Fb%3A1/exists",
        (body, out) -> out.write("HTTP/1.1 204 No Content\r\n\r\n".getBytes()));
    fake.refusing("GET " + ROOT + "/images/b/exists", 404, "no such image", "no such image");
    fake.refusing("GET " + ROOT + "/images/c/exists", 500, "broken", "the store is broken");
    fake.on("GET " + ROOT + "/volumes/v/json", 200, "{\"Name\":\"v\"}");
    fake.on("GET " + ROOT + "/networks/n/json", 200, "[{\"name\":\"n\"}]");

    assertThat(podman.exists(Kind.IMAGE, "a/b:1")).isTrue();
    assertThat(podman.exists(Kind.IMAGE, "b")).isFalse();
    assertThatThrownBy(() -> podman.exists(Kind.IMAGE, "c"))
        .isInstanceOf(RefusedException.class)
        .hasMessage("podman: the store is broken");
    assertThat(podman.inspect(Kind.CONTAINER, "none")).isEmpty();
    assertThat(podman.inspect(Kind.VOLUME, "v").orElseThrow().description())
        .hasToString("{\"Name\":\"v\"}");
    assertThat(podman.inspect(Kind.NETWORK, "n").orElseThrow().description())
        .hasToString("{\"name\":\"n\"}");
  }

  @Test
  void removesImages() {
    fake.on(
        "DELETE " + ROOT + "/images/remove?force=true&images=a&images=b%26c",
        200,
        """
        {"Deleted":["1"],"Untagged":["a:latest"],"ExitCode":1,"Errors":["b&c: image not known"]}
        """);

    assertThat(podman.removeImages(List.of("a", "b&c"), true))
        .isEqualTo(
            new RemovedImages(List.of("a:latest"), List.of("1"), List.of("b&c: image not known")));
  }

  @Test
  void prunes() {
    fake.on(
        "POST " + ROOT + "/system/prune?all=true&volumes=false",
        200,
        """
        {"PodPruneReport":null,
         "ContainerPruneReports":[{"Id":"c1","Size":0},{"Id":"c2","Err":{},"Size":0}],
         "ImagePruneReports":[{"Id":"i1","Size":7}],
         "NetworkPruneReports":[{"Name":"n1","Error":null},{"Name":"n2","Error":"in use"}],
         "VolumePruneReports":null,"ReclaimedSpace":5000000000}
        """);

    assertThat(podman.prune(true, false))
        .isEqualTo(
            new Pruned(
                List.of("c1"),
                List.of("i1"),
                List.of("n1"),
                List.of(),
                List.of(),
                5_000_000_000L,
                List.of("c2: could not be removed", "n2: in use")));
  }

  @Test
  void errorsAreToldHoweverTheyCome() {
    fake.refusing("POST " + ROOT + "/containers/a/kill", 409, "state improper", "a is not running");
    fake.on("POST " + ROOT + "/containers/b/kill", 500, "{\"message\":\"\"}");
    fake.on("POST " + ROOT + "/containers/c/kill", 502, "<html>Bad\n Gateway</html>");
    fake.on("POST " + ROOT + "/containers/d/kill", 503, "");

    assertThatThrownBy(() -> podman.kill("a", "KILL"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e).hasMessage("podman: a is not running");
              assertThat(e.status()).isEqualTo(409);
              assertThat(e.reason()).isEqualTo("state improper");
              assertThat(e.exitCode().number()).isEqualTo(125);
            });
    assertThatThrownBy(() -> podman.kill("b", "KILL"))
        .hasMessage("podman: status 500: {\"message\":\"\"}");
    assertThatThrownBy(() -> podman.kill("c", "KILL")).hasMessage("podman: status 502: <html>Bad");
    assertThatThrownBy(() -> podman.kill("d", "KILL")).hasMessage("podman: status 503");
  }

  @Test
  void answersThatAreNotPodmans() {
    for (String body : new String[] {"", "no json", "{\"a\":", "\u0000"}) {
      fake.on("GET " + ROOT + "/info", 200, body);
      assertThatThrownBy(() -> podman.info())
          .as(body)
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("is not podman's: ");
    }
    fake.on(
        "GET " + ROOT + "/info",
        (request, out) ->
            out.write(FakeServer.json(200, "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(() -> podman.info()).isInstanceOf(UnreachableException.class);
  }
}
