package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import dev.provision.transport.ShellQuote;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code docker compose} where docker is the wrapper: podman 4.7 or newer hands it on to what the
 * profile names, here docker's own plugin, which then speaks with podman's socket.
 */
class ComposeIT {
  private static final Profile RUNNER =
      ProfileLoader.load(
          "ado-runner",
          List.of(
              "agent.user=agent",
              "containers.compose-providers="
                  + "[\"/opt/usr/libexec/docker/cli-plugins/docker-compose\"]"));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"trixie, 5.4.2", "forky, 5.8.6"})
  void stepHasADockerCompose(String distro, String podman) throws Exception {
    Files.copy(Path.of("/bin/busybox"), folder.resolve("busybox"));
    Files.writeString(
        folder.resolve("compose.yml"),
        """
        services:
          one: {image: "localhost/lab:1", command: [/busybox, sleep, "1000"]}
          two:
            build: .
            image: localhost/two:1
            depends_on: [one]
            command: [/busybox, echo, from two]
        """);
    Files.writeString(folder.resolve("Dockerfile"), "FROM localhost/lab:1\nENV A=1\n");
    PodmanVersion version = PodmanVersion.find(podman).orElseThrow();
    try (var runner = new RunnerChroot(distro, version, RUNNER, folder)) {
      step(runner, "printf 'FROM scratch\\nCOPY busybox /\\n' >Containerfile");
      step(runner, "podman build -q --layers=false -t localhost/lab:1 -f Containerfile /service");
      Outcome about = step(runner, "docker compose version --short");
      assertThat(about.stdout()).matches("2\\.[0-9.-]+\n");
      assertThat(about.stderr()).as("what an agent shows as errors").isEmpty();
      String compose = "cd /service && docker compose --project-name lab ";
      step(runner, compose + "up --detach");
      assertThat(step(runner, compose + "ps --services").stdout()).isEqualTo("one\n");
      assertThat(step(runner, compose + "logs --no-color").stdout()).contains("from two");
      step(runner, compose + "down --timeout 1");
      assertThat(step(runner, "docker ps -aq; docker network ls --format '{{.Name}}'").stdout())
          .isEqualTo("podman\n");
    }
  }

  private static Outcome step(RunnerChroot runner, String command) {
    String step = "cd ~ && export DOCKER_BUILDKIT=0 && " + command;
    Outcome outcome =
        runner.run(
            new Script(
                "cd / && exec env -i bash -c '. /etc/profile.d/agent_env_vars.sh; exec sudo -n -E"
                    + " runuser agent -c \"$1\"' bash "
                    + ShellQuote.word(step),
                List.of(),
                "".getBytes(StandardCharsets.UTF_8),
                Duration.ofMinutes(2)));
    assertThat(outcome.status()).as(outcome.stdout() + outcome.stderr()).isZero();
    return outcome;
  }
}
