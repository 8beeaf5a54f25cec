package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.answer.Reply;
import dev.provision.verify.answer.UnitProperties;
import java.util.List;
import java.util.Optional;

/**
 * podman.socket in the agent's own systemd: active now, enabled for the next boot, listening where
 * clients look. {@code is-enabled} and {@code is-active} of systemctl(1) print these properties.
 */
final class SocketUnitCheck implements Check {
  private static final Fact QUESTION =
      Questions.step(
          20,
          "systemctl",
          "--user",
          "show",
          "podman.socket",
          "--property=LoadState,UnitFileState,ActiveState,Listen");

  private final String socket;

  private SocketUnitCheck(String socket) {
    this.socket = socket;
  }

  static Optional<Check> of(Profile profile) {
    return profile.socket().enabled()
        ? Optional.of(new SocketUnitCheck(profile.agent().podmanSocket()))
        : Optional.empty();
  }

  @Override
  public String id() {
    return "socket.unit";
  }

  @Override
  public List<Fact> facts() {
    return List.of(QUESTION);
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    Reply reply = Reply.of(host.answer(QUESTION));
    Optional<String> failure = reply.failure();
    if (failure.isPresent()) {
      findings.unknown(
          "systemctl --user show podman.socket",
          "an answer",
          failure.get(),
          "a step must reach its systemd: linger, XDG_RUNTIME_DIR, DBUS_SESSION_BUS_ADDRESS");
      return findings.list();
    }
    var unit = UnitProperties.parse(reply.text());
    String remedy = "systemctl --global enable podman.socket, and start it as the agent";
    findings.equal("UnitFileState", "enabled", unit.get("UnitFileState"), remedy);
    findings.equal("ActiveState", "active", unit.get("ActiveState"), remedy);
    findings.equal(
        "Listen",
        socket + " (Stream)",
        unit.get("Listen"),
        "remove drop-ins of podman.socket that change ListenStream=");
    return findings.list();
  }
}
