package dev.provision.verify.check;

import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.Json;
import java.util.Optional;

/** Where podman itself believes its socket to be: clients that ask it connect there. */
final class RemoteSocketCheck extends PodmanInfoCheck {
  private static final String REMEDY =
      "enable linger and podman.socket for the agent, and export XDG_RUNTIME_DIR to steps";

  private final String path;

  private RemoteSocketCheck(String path) {
    this.path = path;
  }

  static Optional<Check> of(Profile profile) {
    return profile.socket().enabled()
        ? Optional.of(
            new RemoteSocketCheck(
                plain(
                    profile
                        .verify()
                        .remoteSocket()
                        .orElseGet(() -> profile.agent().podmanSocket()))))
        : Optional.empty();
  }

  @Override
  public String id() {
    return "podman.remote-socket";
  }

  @Override
  public String why() {
    return "clients of the API connect where podman says that it listens";
  }

  @Override
  void judge(Json info, Observation host, Findings findings) {
    findings.equal(
        "host.remoteSocket.path",
        path,
        info.text("/host/remoteSocket/path").map(RemoteSocketCheck::plain),
        REMEDY);
    // podman 4 leaves a false value out.
    findings.equal(
        "host.remoteSocket.exists",
        "true",
        info.text("/host/remoteSocket/exists").or(() -> Optional.of("false")),
        REMEDY);
  }

  /** Some versions put the scheme before it. */
  private static String plain(String path) {
    return path.startsWith("unix://") ? path.substring("unix://".length()) : path;
  }
}
