package dev.provision.verify.check;

import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.Json;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * {@code --cpus} and {@code --memory} fail, or are ignored, where a controller is not handed to the
 * agent's systemd; systemd.resource-control(5), Delegate=.
 */
final class CgroupControllersCheck extends PodmanInfoCheck {
  private final List<String> expected;

  private CgroupControllersCheck(List<String> expected) {
    this.expected = expected;
  }

  static Optional<Check> of(Profile profile) {
    List<String> delegate = profile.socket().delegate();
    return delegate.isEmpty()
        ? Optional.empty()
        : Optional.of(new CgroupControllersCheck(delegate));
  }

  @Override
  public String id() {
    return "podman.cgroup-controllers";
  }

  @Override
  public String why() {
    return "without them podman refuses or ignores --memory, --cpus and --pids-limit";
  }

  @Override
  void judge(Json info, Observation host, Findings findings) {
    String remedy = "set Delegate= for user@.service, then restart the agent's user manager";
    Optional<List<String>> actual = info.texts("/host/cgroupControllers");
    String wanted = String.join(" ", expected);
    if (actual.isEmpty()) {
      findings.unknown("host.cgroupControllers", wanted, "the answer does not say", remedy);
      return;
    }
    var missing = new TreeSet<>(expected);
    missing.removeAll(actual.get());
    findings.require(
        missing.isEmpty(),
        "host.cgroupControllers",
        wanted,
        String.join(" ", actual.get()),
        remedy);
  }
}
