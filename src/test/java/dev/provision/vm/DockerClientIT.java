package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.provision.vm.Command.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * docker-java, which Testcontainers speaks through, and our own client on one socket: what the one
 * makes the other sees.
 */
class DockerClientIT {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"bookworm, 4.3", "trixie, 5.4", "forky, 5.8"})
  void clientsSeeTheSame(String distro, String version) throws Exception {
    try (var service = new PodmanService(distro, folder);
        DockerClient docker = docker(service)) {
      docker.pingCmd().exec();
      assertThat(docker.versionCmd().exec().getVersion()).startsWith(version + ".");
      assertThat(docker.infoCmd().exec().getDriver()).isNotEmpty();

      String id = create(docker, "echo out; echo err >&2; exit 3");
      docker.startContainerCmd(id).exec();
      int status = docker.waitContainerCmd(id).start().awaitStatusCode(1, TimeUnit.MINUTES);
      assertThat(status).isEqualTo(3);
      assertThat(log(docker, id)).contains("STDOUT: out", "STDERR: err");
      Result inspected = ours(service, "inspect", id, "--type", "container");
      assertThat(inspected.stdout()).contains("\"Id\": \"" + id + "\"", "\"ExitCode\": 3");
      docker.removeContainerCmd(id).exec();
      assertThat(ours(service, "exists", id, "--type", "container").status()).isEqualTo(2);

      Result kept =
          ours(
              service,
              "run",
              "--name",
              "kept",
              "--network",
              "none",
              PodmanService.IMAGE,
              "/busybox",
              "true");
      assertThat(kept.status()).as(kept.everything()).isZero();
      List<Container> all = docker.listContainersCmd().withShowAll(true).exec();
      assertThat(all).hasSize(1);
      assertThat(all.get(0).getNames()).containsExactly("/kept");
      docker.removeContainerCmd("kept").exec();
      assertThatThrownBy(() -> docker.inspectContainerCmd("kept").exec())
          .isInstanceOf(NotFoundException.class);
    }
  }

  private static String create(DockerClient docker, String script) {
    return docker
        .createContainerCmd(PodmanService.IMAGE)
        .withCmd("/busybox", "sh", "-c", script)
        .withHostConfig(HostConfig.newHostConfig().withNetworkMode("none"))
        .exec()
        .getId();
  }

  private static String log(DockerClient docker, String id) throws InterruptedException {
    var said = new StringBuffer();
    docker
        .logContainerCmd(id)
        .withStdOut(true)
        .withStdErr(true)
        .exec(
            new ResultCallback.Adapter<Frame>() {
              @Override
              public void onNext(Frame frame) {
                said.append(frame).append('\n');
              }
            })
        .awaitCompletion(1, TimeUnit.MINUTES);
    return said.toString();
  }

  private static Result ours(PodmanService service, String verb, String... words) {
    var command = new ArrayList<>(List.of("podman", verb));
    command.addAll(List.of("--socket", service.socket().toString()));
    command.addAll(List.of(words));
    return Tool.run(Map.of(), command);
  }

  private static DockerClient docker(PodmanService service) {
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost("unix://" + service.socket())
            .withDockerTlsVerify(false)
            .build();
    return DockerClientImpl.getInstance(
        config,
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(config.getDockerHost())
            .responseTimeout(Duration.ofMinutes(1))
            .build());
  }
}
