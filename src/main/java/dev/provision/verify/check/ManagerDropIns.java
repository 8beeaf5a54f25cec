package dev.provision.verify.check;

import dev.provision.profile.Profile;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.UnitFiles;
import dev.provision.verify.answer.UnitFiles.DropIn;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the profile's drop-ins of user@.service have their way. Drop-ins of a unit are read in
 * the order of their names, whatever their folder; of two with one name that for the instance, or
 * in a folder that comes earlier, takes the place of the other; systemd.unit(5).
 */
final class ManagerDropIns {
  private static final String DELEGATE = "delegate.conf";
  private static final String CONFIG_HOME = "config-home.conf";
  private static final String VARIABLE = "XDG_CONFIG_HOME";
  private static final String REMEDY = "remove it, then systemctl daemon-reload";

  private final List<String> controllers;
  private final boolean configHome;
  private final String delegatePath;
  private final String configHomePath;
  private final String value;

  ManagerDropIns(Profile profile) {
    String instance = "/etc/systemd/system/user@" + profile.agent().uid() + ".service.d/";
    this.controllers = profile.socket().delegate();
    this.configHome = profile.agent().protectContainersConfig();
    this.delegatePath = "/etc/systemd/system/user@.service.d/" + DELEGATE;
    this.configHomePath = instance + CONFIG_HOME;
    this.value = VARIABLE + "=" + profile.agent().home() + "/.config";
  }

  void judge(UnitFiles files, Findings findings) {
    List<DropIn> ofManager =
        files.dropIns().stream()
            .filter(dropIn -> !dropIn.isOfPodman())
            .sorted(Comparator.comparing(DropIn::name))
            .toList();
    if (!controllers.isEmpty()) {
      delegation(after(ofManager, delegatePath), findings);
    }
    if (configHome) {
      configHome(after(ofManager, configHomePath), findings);
    }
  }

  /** Those that are read after ours, or in its place. */
  private static List<DropIn> after(List<DropIn> dropIns, String ours) {
    String name = ours.substring(ours.lastIndexOf('/') + 1);
    return dropIns.stream()
        .filter(
            dropIn ->
                dropIn.name().compareTo(name) > 0
                    || (dropIn.name().equals(name)
                        && !dropIn.path().equals(ours)
                        && masks(dropIn.path(), ours)))
        .toList();
  }

  private static boolean masks(String path, String ours) {
    boolean instance = isInstance(path);
    if (instance != isInstance(ours)) {
      return instance;
    }
    return path.contains("/system.control/")
        || path.startsWith("/run/systemd/transient/")
        || path.startsWith("/run/systemd/generator.early/");
  }

  private static boolean isInstance(String path) {
    return path.contains("/user@") && !path.contains("/user@.");
  }

  /** A list adds to what was delegated before; no, and nothing, take it back. */
  private void delegation(List<DropIn> later, Findings findings) {
    Set<String> delegated = new HashSet<>(controllers);
    String last = "";
    for (DropIn dropIn : later) {
      if (dropIn.name().equals(DELEGATE)) {
        delegated.clear();
        last = dropIn.path();
      }
      for (String words : values(dropIn, "Delegate")) {
        if (words.isEmpty() || Set.of("no", "false", "off", "0", "n", "f").contains(words)) {
          delegated.clear();
          last = dropIn.path();
        } else if (Set.of("yes", "true", "on", "1", "y", "t").contains(words)) {
          delegated.addAll(controllers);
        } else {
          delegated.addAll(Arrays.asList(words.split("\\s+")));
        }
      }
    }
    if (!delegated.containsAll(controllers)) {
      findings.failed(last, "Delegate= as in " + delegatePath, "takes it back", REMEDY);
    }
  }

  private void configHome(List<DropIn> later, Findings findings) {
    for (DropIn dropIn : later) {
      boolean instead = dropIn.name().equals(CONFIG_HOME);
      boolean changes =
          values(dropIn, "Environment").stream()
              .anyMatch(it -> it.isEmpty() || (it.contains(VARIABLE + "=") && !it.contains(value)));
      boolean unsets =
          values(dropIn, "UnsetEnvironment").stream().anyMatch(it -> it.contains(VARIABLE));
      if (instead || changes || unsets) {
        findings.failed(dropIn.path(), value + ", as in " + configHomePath, "changes it", REMEDY);
      }
    }
  }

  private static List<String> values(DropIn dropIn, String key) {
    return dropIn.settings().stream()
        .filter(line -> line.matches(key + "\\s*=.*"))
        .map(line -> line.substring(line.indexOf('=') + 1).strip())
        .toList();
  }
}
