package dev.provision.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import dev.provision.vm.Lab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A build without any cache, in a pipeline's step with podman as the profile sets it up, and by
 * root with docker's own engine, by both its builders. Timed on the host.
 */
final class Builds {
  private static final Path DOCKERFILE = Path.of("src/bench/build/Dockerfile");
  private static final String TIMED =
      "cd /build && start=$(date +%%s%%N) && %s -t built . >&2 && echo $(($(date +%%s%%N) - start))";

  private final Lab lab;
  private final Samples samples;

  /** Who builds, from which snapshot. */
  private record Builder(String name, String snapshot, String command) {}

  private static final List<Builder> BUILDERS =
      List.of(
          new Builder("podman", "podman", "docker build"),
          new Builder("docker", "docker", "docker build"),
          new Builder("docker-buildkit", "docker", "DOCKER_BUILDKIT=1 docker build"));

  Builds(Lab lab, Samples samples) {
    this.lab = lab;
    this.samples = samples;
  }

  /**
   * Prepares a machine for each, then builds by turns.
   *
   * @param apply makes a runner of the machine
   * @param install what gets docker.io there
   */
  void measure(int rounds, Runnable apply, String install) throws Exception {
    prepare("podman", apply);
    // Where the kernel has AppArmor, docker runs nothing without its tools, only recommended to it.
    prepare("docker", () -> lab.must(install + "docker.io apparmor && docker version"));
    for (int round = 0; round < rounds; round++) {
      for (Builder builder : BUILDERS) {
        lab.reset(builder.snapshot());
        samples.add(new Sample("docker build", 0, builder.name(), build(builder)));
      }
    }
  }

  private void prepare(String snapshot, Runnable work) {
    if (lab.resets(snapshot)) {
      return;
    }
    lab.reset("ready");
    work.run();
    lab.snapshot(snapshot);
  }

  private Map<Measure, Double> build(Builder builder) throws Exception {
    lab.must(
        "mkdir -p /build/files && cd /build && for i in $(seq 300); do seq $i >files/$i; done;"
            + " cat >Dockerfile <<'END'\n"
            + Files.readString(DOCKERFILE)
            + "END\n");
    double before = ProcessTime.of(lab.emulator());
    String command = TIMED.formatted(builder.command());
    Result result = builder.name().equals("podman") ? lab.step(command) : lab.root(command);
    assertThat(result.status()).as(result.everything()).isZero();
    return Map.of(
        Measure.WALL,
        Long.parseLong(result.stdout().strip()) / 1e9,
        Measure.EMULATION,
        ProcessTime.of(lab.emulator()) - before);
  }
}
