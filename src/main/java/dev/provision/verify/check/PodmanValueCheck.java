package dev.provision.verify.check;

import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.Json;
import java.util.Optional;

/** One value of {@code podman info} that the profile sets. */
final class PodmanValueCheck extends PodmanInfoCheck {
  private static final String CONTAINERS_CONF =
      "apply the profile; if it was, a containers.conf in the agent's home or CONTAINERS_CONF wins";

  private final String id;
  private final String property;
  private final String expected;
  private final String why;
  private final String remedy;

  private PodmanValueCheck(String id, String property, String expected, String why, String remedy) {
    this.id = id;
    this.property = property;
    this.expected = expected;
    this.why = why;
    this.remedy = remedy;
  }

  /** As root, a pipeline's containers would own the host. */
  static Optional<Check> rootless(Profile profile) {
    return profile
        .verify()
        .rootless()
        .map(
            rootless ->
                new PodmanValueCheck(
                    "podman.rootless",
                    "host.security.rootless",
                    rootless.toString(),
                    "as root, a pipeline's containers would own the runner",
                    rootless
                        ? "the agent's account must not be root, and podman must not run by sudo"
                        : "run the agent as root, or leave out verify.rootless"));
  }

  /** Rootless limits on memory and processors need version 2. */
  static Optional<Check> cgroupVersion(Profile profile) {
    return profile
        .verify()
        .cgroupVersion()
        .map(
            version ->
                new PodmanValueCheck(
                    "podman.cgroup-version",
                    "host.cgroupVersion",
                    version,
                    "limits of rootless containers need version 2",
                    "boot the kernel with systemd.unified_cgroup_hierarchy=1"));
  }

  /** Without the user's D-Bus podman falls back to cgroupfs, and limits are lost. */
  static Optional<Check> cgroupManager(Profile profile) {
    return profile
        .containers()
        .cgroupManager()
        .map(
            manager ->
                new PodmanValueCheck(
                    "podman.cgroup-manager",
                    "host.cgroupManager",
                    manager,
                    "with cgroupfs a rootless container runs without its limits",
                    "a step needs DBUS_SESSION_BUS_ADDRESS, linger and dbus-user-session"));
  }

  /** The program that starts containers. */
  static Optional<Check> runtime(Profile profile) {
    return profile
        .verify()
        .runtime()
        .or(() -> profile.containers().runtime())
        .map(
            runtime ->
                new PodmanValueCheck(
                    "podman.runtime",
                    "host.ociRuntime.name",
                    runtime.substring(runtime.lastIndexOf('/') + 1),
                    "containers would start in another way than the one that was tested",
                    CONTAINERS_CONF));
  }

  /** CNI lacks what container jobs use between containers; known since podman 4.0. */
  static Optional<Check> networkBackend(Profile profile) {
    return profile
        .verify()
        .networkBackend()
        .or(() -> profile.containers().networkBackend())
        .map(
            backend ->
                new PodmanValueCheck(
                    "podman.network-backend",
                    "host.networkBackend",
                    backend,
                    "the containers of a job find each other by name through it",
                    "install " + backend + ", then run podman system reset as the agent"));
  }

  /** Where the output of containers goes that {@code docker logs} reads. */
  static Optional<Check> logDriver(Profile profile) {
    return profile
        .containers()
        .logDriver()
        .map(
            driver ->
                new PodmanValueCheck(
                    "podman.log-driver",
                    "host.logDriver",
                    driver,
                    "docker logs reads from there",
                    CONTAINERS_CONF));
  }

  /** The journal may not be readable to the agent; then {@code podman events} fails. */
  static Optional<Check> eventsLogger(Profile profile) {
    return profile
        .containers()
        .eventsLogger()
        .map(
            logger ->
                new PodmanValueCheck(
                    "podman.events-logger",
                    "host.eventLogger",
                    logger,
                    "docker events fails where its log cannot be read",
                    CONTAINERS_CONF));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String why() {
    return why;
  }

  @Override
  void judge(Json info, Observation host, Findings findings) {
    findings.equal(property, expected, info.text("/" + property.replace('.', '/')), remedy);
  }
}
