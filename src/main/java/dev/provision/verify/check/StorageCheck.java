package dev.provision.verify.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.profile.Storage;
import dev.provision.verify.Check;
import dev.provision.verify.answer.Json;
import java.util.Locale;
import java.util.Optional;

/**
 * Where images live. podman's database pins the driver that podman ran with first, whatever
 * storage.conf says later; with vfs every layer is a full copy, with fuse-overlayfs every file
 * access is slow. containers-storage.conf(5).
 */
final class StorageCheck extends PodmanInfoCheck {
  private static final String RESET =
      "as the agent run podman system reset --force (removes its images and containers)";

  private final String driver;
  private final Optional<Boolean> nativeDiff;

  private StorageCheck(String driver, Optional<Boolean> nativeDiff) {
    this.driver = driver;
    this.nativeDiff = nativeDiff;
  }

  static Optional<Check> of(Profile profile) {
    Storage.Driver driver = profile.storage().driver();
    return Optional.of(
        new StorageCheck(
            driver.name().toLowerCase(Locale.ROOT),
            driver == Storage.Driver.OVERLAY
                ? profile.verify().nativeOverlayDiff()
                : Optional.empty()));
  }

  @Override
  public String id() {
    return "podman.storage";
  }

  @Override
  void judge(Json info, Observation host, Findings findings) {
    findings.equal(
        "store.graphDriverName",
        driver,
        info.text("/store/graphDriverName"),
        "podman's database keeps the driver of its first run: " + RESET);
    if (nativeDiff.isEmpty()) {
      return;
    }
    findings.equal(
        "store.graphStatus.Native Overlay Diff",
        nativeDiff.get().toString(),
        info.text("/store/graphStatus/Native Overlay Diff"),
        "the kernel's overlay must do (5.13 or newer), and fuse-overlayfs never ran here: "
            + RESET);
    if (nativeDiff.get()) {
      mountProgram(info, findings);
    }
  }

  private static void mountProgram(Json info, Findings findings) {
    JsonNode options = info.at("/store/graphOptions");
    if (!options.isObject()) {
      findings.unknown("store.graphOptions", "no mount_program", "the answer does not say", RESET);
      return;
    }
    JsonNode program = options.at("/overlay.mount_program");
    findings.require(
        program.isMissingNode(),
        "store.graphOptions",
        "no mount_program",
        program.isMissingNode() ? "no mount_program" : "mount_program: " + program,
        "take mount_program out of storage.conf, then " + RESET);
  }
}
