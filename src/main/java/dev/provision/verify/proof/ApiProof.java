package dev.provision.verify.proof;

import dev.provision.ProvisionException;
import dev.provision.podman.Podman;
import dev.provision.podman.Route;
import dev.provision.profile.Profile;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.Proof;
import dev.provision.verify.Runner;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What clients of the API do, by podman's own route and by docker's: make a container, and export
 * an image, which a policy without containers-storage refuses (podman#19128).
 */
final class ApiProof implements Proof {
  private static final String REMEDY =
      "as the agent, see podman's words: systemctl --user status podman.service";

  static Optional<Proof> of(Profile profile) {
    return profile.socket().enabled() ? Optional.of(new ApiProof()) : Optional.empty();
  }

  @Override
  public String id() {
    return "api.routes";
  }

  @Override
  public String why() {
    return "Testcontainers, IDEs and scanners use the API, not the command";
  }

  @Override
  public List<Finding> prove(Runner runner) {
    var findings = new Findings(id());
    Podman podman = runner.podman();
    String image = runner.image();
    for (Route route : Route.values()) {
      String by = route.name().toLowerCase(Locale.ROOT);
      attempt(findings, by + ": containers/create", () -> made(podman, route, image));
      attempt(
          findings,
          by + ": images/get",
          () -> podman.export(route, image, OutputStream.nullOutputStream()) > 0);
    }
    return findings.list();
  }

  private static boolean made(Podman podman, Route route, String image) {
    String id = podman.create(route, image, List.of("sh", "-c", "exit 3"));
    podman.remove(route, id);
    return true;
  }

  private static void attempt(Findings findings, String property, BooleanSupplier work) {
    String actual;
    boolean works;
    try {
      works = work.getAsBoolean();
      actual = works ? "works" : "nothing came";
    } catch (ProvisionException e) {
      works = false;
      actual = e.getMessage();
    }
    findings.require(works, property, "works", actual, REMEDY);
  }
}
