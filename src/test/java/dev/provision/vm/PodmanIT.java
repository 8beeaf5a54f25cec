package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.podman.HostSocket;
import dev.provision.podman.Network;
import dev.provision.podman.Podman;
import dev.provision.podman.RunRequest;
import dev.provision.podman.RunResult;
import dev.provision.transport.UnreachableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged tool and the real podman 4.3, 5.4 and 5.8, rootless, without a machine. */
class PodmanIT {
  @TempDir Path folder;
  @TempDir Path scratch;

  @ParameterizedTest
  @CsvSource({"bookworm, 4.3", "trixie, 5.4", "forky, 5.8"})
  void toolAndPodmanUnderstandEachOther(String distro, String version) throws Exception {
    try (var service = new PodmanService(distro, folder)) {
      new PodmanContract(
              words -> {
                var command = new ArrayList<>(words.subList(0, 1));
                command.addAll(List.of("--socket", service.socket().toString()));
                command.addAll(words.subList(1, words.size()));
                command.add(0, "podman");
                return Tool.run(Map.of(), command);
              },
              PodmanService.IMAGE,
              List.of("/busybox", "sh"))
          .holds(version, scratch);
    }
  }

  /** Through podman's own bridge, and through perl's where podman would be too old to have one. */
  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie", "forky"})
  void bridgeOnAHostCarriesEverything(String distro) {
    String old = "printf '#!/bin/sh\\necho podman version 3.4.4\\n' >/usr/bin/podman";
    try (var service = new PodmanService(distro, folder)) {
      for (String prelude : List.of("", old)) {
        var advice = new ArrayList<String>();
        var socket =
            new HostSocket(
                new ChrootBridge(distro, folder, prelude),
                "agent",
                Optional.of("/service/s"),
                advice::add);
        try (var podman = new Podman(socket)) {
          RunResult result =
              podman.run(
                  request("yes 0123456 | /busybox head -n 300000; echo end >&2; exit 7"),
                  advice::add);
          assertThat(result.exitCode()).hasValue(7);
          assertThat(result.stdout().total()).isEqualTo(2_400_000);
          assertThat(result.stderr().bytes()).asString().isEqualTo("end\n");
        }
        assertThat(String.join("", advice)).contains(prelude.isEmpty() ? "" : "perl carries");
        assertThat(advice.isEmpty()).isEqualTo(prelude.isEmpty());
      }
      var nowhere =
          new HostSocket(
              new ChrootBridge(distro, folder, ""), "agent", Optional.of("/no/s"), text -> {});
      try (var podman = new Podman(nowhere)) {
        assertThatThrownBy(podman::ping)
            .isInstanceOf(UnreachableException.class)
            .hasMessageContaining("/no/s: there is no such socket for agent");
      }
      assertThat(service.socket()).exists();
    }
  }

  private static RunRequest request(String script) {
    return new RunRequest(
        Optional.empty(),
        PodmanService.IMAGE,
        List.of("/busybox", "sh", "-c", script),
        List.of(),
        RunRequest.Limits.NONE,
        Optional.of(Network.parse("none")),
        Duration.ofSeconds(60),
        true);
  }
}
