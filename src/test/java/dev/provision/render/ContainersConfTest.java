package dev.provision.render;

import static dev.provision.render.RegistriesConfTest.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.profile.Containers;
import dev.provision.profile.Containers.ImageFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainersConfTest {
  @Test
  void everyTypedValueHasItsPlace() {
    var containers =
        new Containers(
            List.of("nofile=1:2"),
            Optional.of(ImageFormat.V2S2),
            Optional.of("systemd"),
            Optional.of("crun"),
            Optional.of("netavark"),
            Optional.of("k8s-file"),
            Optional.of("file"),
            Optional.of(20480),
            List.of("/a:/a"),
            List.of("type=tmpfs,dst=/t"),
            List.of("docker-compose"),
            Optional.of(false),
            Optional.of(3),
            Optional.of("5s"),
            Map.of());

    assertThat(ContainersConf.of(containers, target("5.8")).tree())
        .isEqualTo(
            Map.of(
                "containers",
                Map.of(
                    "default_ulimits",
                    List.of("nofile=1:2"),
                    "log_driver",
                    "k8s-file",
                    "mounts",
                    List.of("type=tmpfs,dst=/t"),
                    "pids_limit",
                    20480,
                    "volumes",
                    List.of("/a:/a")),
                "engine",
                Map.of(
                    "cgroup_manager",
                    "systemd",
                    "compose_providers",
                    List.of("docker-compose"),
                    "compose_warning_logs",
                    false,
                    "env",
                    List.of("BUILDAH_FORMAT=docker"),
                    "events_logger",
                    "file",
                    "retry",
                    3,
                    "retry_delay",
                    "5s",
                    "runtime",
                    "crun"),
                "network",
                Map.of("network_backend", "netavark")));
  }

  @ParameterizedTest
  @CsvSource({
    "3.4, network, network_backend, 4.0",
    "4.6, containers, mounts, 4.7",
    "4.9, engine, retry, 5.0",
    "5.6, engine, runtimes_flags, 5.7",
    "3.4, farms, list, 4.0"
  })
  void keyThatPodmanDoesNotKnowIsLeftOut(String podman, String table, String key, String since) {
    var containers =
        TestProfiles.containers(Optional.empty(), Map.of(table, Map.of(key, List.of("x"))));
    Target old = target(podman);

    assertThat(keys(ContainersConf.of(containers, old))).doesNotContain(table + "." + key);
    assertThat(old.omissions())
        .anySatisfy(
            omission -> {
              assertThat(omission.key()).isEqualTo("containers.extra." + table + "." + key);
              assertThat(omission.reason()).startsWith("needs podman " + since);
            });
    Target recent = target(since);
    assertThat(keys(ContainersConf.of(containers, recent))).contains(table + "." + key);
    assertThat(recent.omissions())
        .noneMatch(omission -> omission.key().equals("containers.extra." + table + "." + key));
  }

  /** A TOML type error before, and then no podman command works at all. */
  @Test
  void appendingArraysNeedPodman48() {
    var containers =
        TestProfiles.containers(
            Optional.empty(),
            Map.of(
                "engine",
                Map.of("helper_binaries_dir", List.of("/opt/x", Map.of("append", true)))));

    assertThat(engine(containers, "4.7")).doesNotContainKey("helper_binaries_dir");
    assertThat(engine(containers, "4.8"))
        .containsEntry("helper_binaries_dir", List.of("/opt/x", Map.of("append", true)));
  }

  @Test
  void ownEnvironmentOfTheEngineIsKept() {
    var containers =
        TestProfiles.containers(
            Optional.of(ImageFormat.OCI), Map.of("engine", Map.of("env", List.of("A=b"))));

    assertThat(engine(containers, "5.4"))
        .containsEntry("env", List.of("BUILDAH_FORMAT=oci", "A=b"));
  }

  @Test
  void twoValuesForOneKeyAreAProblem() {
    var containers =
        TestProfiles.containers(
            Optional.empty(), Map.of("engine", Map.of("events_logger", "journald")));
    Target target = target("5.4");

    ContainersConf.of(containers, target);

    assertThatThrownBy(target::throwIfRefused)
        .hasMessage(
            "runner: containers.extra.engine.events_logger: is set by containers.events-logger too;"
                + " remove one of the two");
  }

  private static List<String> keys(ContainersConf conf) {
    return conf.tables().stream()
        .flatMap(table -> table.entries().stream().map(entry -> table.name() + "." + entry.name()))
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> engine(Containers containers, String podman) {
    return (Map<String, Object>)
        ContainersConf.of(containers, target(podman)).tree().getOrDefault("engine", Map.of());
  }
}
