package dev.provision.resource;

import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import java.util.List;
import java.util.Optional;

/** What a plan tells people about a host beside the differences. */
public final class HostFacts {
  private static final Fragment FRAGMENT = new Fragment("resource/host");
  private static final Fact OS = Fact.asRoot(FRAGMENT, "observe_os");
  private static final Fact PODMAN = Fact.asRoot(FRAGMENT, "observe_podman");
  private static final Fact DOCKER = Fact.asRoot(FRAGMENT, "observe_docker");

  /** timeout(1). */
  private static final int TIME_IS_UP = 124;

  private HostFacts() {}

  /** All questions. */
  public static List<Fact> facts() {
    return List.of(OS, PODMAN, DOCKER);
  }

  /** {@code Debian GNU/Linux 12 (bookworm)}. */
  public static String osRelease(Observation host) {
    return host.answer(OS).text().strip();
  }

  /** What {@code podman --version} prints, when there is one. */
  public static Optional<String> podman(Observation host) {
    return Optional.of(host.answer(PODMAN)).filter(a -> a.ok()).map(a -> a.text().strip());
  }

  /**
   * Whether podman is there and did not tell its version in its time, as on a host at its limit.
   */
  public static boolean podmanIsSilent(Observation host) {
    return host.answer(PODMAN).status() == TIME_IS_UP;
  }

  /** Packages of a real docker that pipelines could meet instead. */
  public static List<String> docker(Observation host) {
    return host.answer(DOCKER).text().lines().filter(line -> !line.isBlank()).toList();
  }
}
