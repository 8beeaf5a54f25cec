package dev.provision.imports;

import dev.provision.plan.Change;
import dev.provision.plan.Change.Kind;
import dev.provision.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What apply would still change on the host that a profile was read from.
 *
 * @param resource id, {@code file:/etc/containers/policy.json}
 * @param kind create, update, delete, or conflict
 * @param reason why
 */
public record Left(String resource, String kind, String reason) {
  /** The beginning of an id, and what is to be said of it. */
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("file:/etc/containers/registries.conf", "what [registries] says, in one file"),
          Map.entry("file:/etc/containers/policy.json", "what [policy] says, for all accounts"),
          Map.entry("file:/etc/containers/containers.conf", "what [containers] says, in one file"),
          Map.entry("file:/etc/containers/registries.d/", "where signatures are looked for"),
          Map.entry("file:/etc/containers/systemd/", "what [[quadlet]] says, where root keeps it"),
          Map.entry("file:/etc/containers/nodocker", "keeps podman from calling itself docker"),
          Map.entry("file:/etc/profile.d/", "all variables of a step, exported, in one place"),
          Map.entry("file:/etc/sudoers.d/", "a file of its own, which /etc/sudoers is not"),
          Map.entry("file:/etc/tmpfiles.d/", "the one name that masks the package's link"),
          Map.entry("file:/etc/systemd/system/", "what [socket] and [agent] say"),
          Map.entry("file:/etc/systemd/user/", "what [[user-unit]] says, where root keeps it"),
          Map.entry("file:/etc/sysctl.d/", "what [kernel] says, in one file"),
          Map.entry("file:/etc/modules-load.d/", "what [kernel] says, in one file"),
          Map.entry("file:/etc/apt/", "what [[packages.repository]] says, in files of its name"),
          Map.entry("environment:", "the variables of a step, beside the lines of others"),
          Map.entry("folder:", "owner and mode that podman needs there"),
          Map.entry("receipt:", "tells what the host was made from; each apply writes it"),
          Map.entry("packages", "what podman without root needs"),
          Map.entry("account:", "what [agent] says of the account"),
          Map.entry("subordinate-ids:", "images need that many"),
          Map.entry("acl:", "what [[agent.acl]] says"),
          Map.entry("linger:", "keeps /run/user of the account without a login"),
          Map.entry("delegation:", "what socket.delegate says"),
          Map.entry("manager-variable:", "follows from agent.protect-containers-config"),
          Map.entry("user-unit:", "is to start with the account's systemd"),
          Map.entry("link:", "what docker.socket says"),
          Map.entry("module:", "what kernel.modules says"),
          Map.entry("former-", "is of an earlier profile"),
          Map.entry("sysctl:", "what kernel.sysctl says"),
          Map.entry("storage:", "what [storage] says"));

  static List<Left> of(Plan plan) {
    var left = new ArrayList<Left>();
    plan.conflicts().forEach(it -> left.add(conflict(it.resource(), it.message(), it.remedy())));
    plan.changes().forEach(it -> left.add(of(it)));
    return left;
  }

  private static Left conflict(String resource, String message, String remedy) {
    return new Left(resource, "conflict", message + "; " + remedy);
  }

  private static Left of(Change change) {
    String reason =
        REASONS.entrySet().stream()
            .filter(it -> change.resource().startsWith(it.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(own(change));
    boolean onlyName = change.kind() == Kind.UPDATE && isOnlyTheName(change);
    return new Left(
        change.resource(),
        change.kind().name().toLowerCase(Locale.ROOT),
        (onlyName ? "only the name of the profile in its first line" : reason)
            + (change.summary().isBlank() || onlyName ? "" : " (" + change.summary() + ")"));
  }

  /** Files of the home: their place depends on the account. */
  private static String own(Change change) {
    if (change.resource().endsWith("/.config/containers/storage.conf")) {
      return "the driver alone, which every podman takes";
    }
    return change.resource().startsWith("file:") && change.resource().endsWith("/docker")
        ? "a wrapper that prints nothing of its own"
        : "not as it is to be";
  }

  private static boolean isOnlyTheName(Change change) {
    List<String> lines =
        change.diff().stream()
            .flatMap(String::lines)
            .filter(it -> it.startsWith("-") || it.startsWith("+"))
            .filter(it -> !it.startsWith("---") && !it.startsWith("+++"))
            .toList();
    return !lines.isEmpty()
        && lines.stream().allMatch(it -> it.startsWith("# Managed by provision", 1));
  }

  @Override
  public String toString() {
    return kind + " " + resource + ": " + reason;
  }
}
