package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Docker's own command lines, 20.10, 26.1 and 28.5, against the socket of podman 4.3, 5.4 and 5.8:
 * what a pipeline meets whose task brings its docker along.
 */
class DockerCliIT {
  private static final Map<String, String> CLIENTS =
      Map.of("bookworm", "20.10.", "trixie", "26.1.", "forky", "28.5.");
  private static final Map<String, String> PODMANS =
      Map.of("bookworm", "4.3.", "trixie", "5.4.", "forky", "5.8.");

  @TempDir Path folder;

  static Stream<Arguments> pairs() {
    return CLIENTS.keySet().stream()
        .sorted()
        .flatMap(client -> PODMANS.keySet().stream().sorted().map(it -> Arguments.of(client, it)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void dockersOwnCommandUsesThePodman(String client, String podman) {
    try (var service = new PodmanService(podman, folder)) {
      assertThat(service.socket()).exists();
      assertThat(said(client, "docker version --format '{{.Client.Version}} {{.Server.Version}}'"))
          .matches(
              CLIENTS.get(client).replace(".", "\\.")
                  + ".* "
                  + PODMANS.get(podman).replace(".", "\\.")
                  + ".*\n");
      assertThat(said(client, "docker info --format '{{.Driver}} {{.SecurityOptions}}'"))
          .contains("name=seccomp");
      assertThat(
              said(client, "docker run --rm --network none localhost/lab:1 /busybox echo a 'b c'"))
          .isEqualTo("a b c\n");
      assertThat(said(client, "docker ps --all --quiet")).isEmpty();
      String context =
          "mkdir /tmp/c && cd /tmp/c && echo text >file && printf 'FROM localhost/lab:1\\nCOPY file /f\\n"
              + "RUN [\"/busybox\", \"cat\", \"/f\"]\\n' >Dockerfile && ";
      assertThat(
              said(client, context + "DOCKER_BUILDKIT=0 docker build --network none -t built:1 ."))
          .contains("text\n", "Successfully tagged");
      assertThat(said(client, "docker images --quiet built:1")).isNotBlank();
      // What the check docker.shadow advises against.
      Result kit = run(client, context + "DOCKER_BUILDKIT=1 docker build --network none .");
      assertThat(kit.status()).as(kit.everything()).isNotZero();
      assertThat(kit.stderr())
          .containsAnyOf("unable to upgrade to h2c, received 404", "buildx component is missing");
      assertThat(said(client, "docker rmi built:1")).contains("Untagged");
    }
  }

  static Stream<Arguments> pairsWithCompose() {
    return pairs().filter(pair -> !pair.get()[0].equals("bookworm"));
  }

  /** What DockerCompose@1 calls where it finds docker's own command. */
  @ParameterizedTest
  @MethodSource("pairsWithCompose")
  void composeBuildsAndRuns(String client, String podman) throws Exception {
    Files.writeString(
        folder.resolve("compose.yml"),
        """
        services:
          one: {image: "localhost/lab:1", network_mode: none, command: [/busybox, sleep, "1000"]}
          two: {build: {context: ., network: none}, network_mode: none, depends_on: [one]}
        """);
    Files.writeString(
        folder.resolve("Dockerfile"),
        "FROM localhost/lab:1\nCMD [\"/busybox\", \"echo\", \"from two\"]\n");
    try (var service = new PodmanService(podman, folder)) {
      assertThat(service.socket()).exists();
      String compose =
          "mkdir -p ~/.docker/cli-plugins &&"
              + " ln -sf /opt/usr/libexec/docker/cli-plugins/docker-compose ~/.docker/cli-plugins &&"
              + " export DOCKER_BUILDKIT=0 && cd /service && docker compose -p lab ";
      said(client, compose + "up --detach");
      assertThat(said(client, compose + "ps --services")).isEqualTo("one\n");
      assertThat(said(client, compose + "logs two")).contains("from two");
      said(client, compose + "down --timeout 1");
      assertThat(said(client, "docker ps --all --quiet")).isEmpty();
    }
  }

  private String said(String client, String command) {
    Result result = run(client, command);
    assertThat(result.status()).as(result.everything()).isZero();
    return result.stdout();
  }

  private Result run(String client, String command) {
    var words = new ArrayList<>(List.of("src/lab/chroot", "run", client));
    words.addAll(List.of("--bind", folder + ":/service", "--user", "agent", "--", "bash", "-c"));
    words.add(
        "export DOCKER_HOST=unix:///service/s PATH=/opt/usr/bin:$PATH; docker() { /opt/usr/bin/docker"
            + " \"$@\"; }; "
            + command);
    return Command.run(Duration.ofMinutes(2), Map.of(), words);
  }
}
