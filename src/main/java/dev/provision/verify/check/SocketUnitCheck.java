package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.Reply;
import dev.provision.verify.answer.UnitProperties;
import java.util.List;
import java.util.Optional;

/**
 * podman.socket in the agent's own systemd: active now, enabled for the next boot, listening where
 * clients look. systemctl(1): the property UnitFileState may be what it was when the manager last
 * read its files, {@code is-enabled} reads them now.
 */
final class SocketUnitCheck implements Check {
  private static final Fact ENABLED =
      Questions.step(20, "systemctl", "--user", "is-enabled", "podman.socket");
  private static final Fact STATE =
      Questions.step(
          20, "systemctl", "--user", "show", "podman.socket", "--property=ActiveState,Listen");

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
  public String why() {
    return "nothing else brings the socket up after a boot";
  }

  @Override
  public List<Fact> facts() {
    return List.of(ENABLED, STATE);
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    String remedy = "systemctl --global enable podman.socket, and start it as the agent";
    // A unit that is not enabled has status 1 and its state on stdout.
    Reply enabled = Reply.of(host.answer(ENABLED));
    String unitFile = enabled.value().isEmpty() ? enabled.failure().orElse("") : enabled.value();
    findings.require(
        enabled.failure().isEmpty() && unitFile.equals("enabled"),
        "is-enabled",
        "enabled",
        unitFile,
        remedy);
    Reply reply = Reply.of(host.answer(STATE));
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
    findings.equal("ActiveState", "active", unit.get("ActiveState"), remedy);
    findings.equal(
        "Listen",
        socket + " (Stream)",
        unit.get("Listen"),
        "remove drop-ins of podman.socket that change ListenStream=");
    return findings.list();
  }
}
