package dev.provision.verify.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.profile.Storage;
import dev.provision.verify.Check;
import dev.provision.verify.Findings;
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

  private static final long GIB = 1024L * 1024 * 1024;

  private final String driver;
  private final Optional<Boolean> nativeDiff;
  private final Optional<Integer> freeSpaceGib;

  private StorageCheck(
      String driver, Optional<Boolean> nativeDiff, Optional<Integer> freeSpaceGib) {
    this.driver = driver;
    this.nativeDiff = nativeDiff;
    this.freeSpaceGib = freeSpaceGib;
  }

  static Optional<Check> of(Profile profile) {
    Storage.Driver driver = profile.storage().driver();
    return Optional.of(
        new StorageCheck(
            driver.name().toLowerCase(Locale.ROOT),
            driver == Storage.Driver.OVERLAY
                ? profile.verify().nativeOverlayDiff()
                : Optional.empty(),
            profile.verify().freeSpaceGib()));
  }

  @Override
  public String id() {
    return "podman.storage";
  }

  @Override
  public String why() {
    return "with vfs, or through FUSE, builds take many times the time and the disk";
  }

  @Override
  void judge(Json info, Observation host, Findings findings) {
    freeSpaceGib.ifPresent(least -> space(least, info, findings));
    Optional<String> actual = info.text("/store/graphDriverName");
    findings.equal(
        "store.graphDriverName",
        driver,
        actual,
        "podman's database keeps the driver of its first run: " + RESET);
    if (nativeDiff.isEmpty() || !actual.equals(Optional.of(driver))) {
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

  /** podman tells the size of the file system and what is taken of it, since 4.0. */
  private static void space(int least, Json info, Findings findings) {
    JsonNode all = info.at("/store/graphRootAllocated");
    JsonNode used = info.at("/store/graphRootUsed");
    String property = "space free in " + info.text("/store/graphRoot").orElse("the store");
    String expected = least + " GiB or more";
    String remedy = "remove images with podman system prune --all, or give the image a larger disk";
    if (!all.isIntegralNumber() || !used.isIntegralNumber()) {
      findings.unknown(property, expected, "the answer does not say", remedy);
      return;
    }
    long free = all.asLong() - used.asLong();
    findings.require(
        free >= least * GIB,
        property,
        expected,
        String.format(Locale.ROOT, "%.1f GiB", (double) free / GIB),
        remedy);
  }
}
