package dev.provision.imports;

import dev.provision.containers.PodmanVariables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the steps of a pipeline find in their environment. The scale set's script sources one file
 * of profile.d, the agent reads .env in its folder, PAM reads /etc/environment; nothing else
 * reaches a step.
 */
final class EnvironmentSection implements Section {
  private static final String KEY = "agent.environment";
  private static final String SOURCED = "/etc/profile.d/agent_env_vars.sh";
  private static final String PAM = "/etc/environment";

  private static final Pattern OF_CONTAINERS =
      Pattern.compile("(?:DOCKER|BUILDAH|PODMAN|CONTAINERS?|COMPOSE|XDG|DBUS)_.*");

  /** What PAM takes as an assignment; pam_env.conf(5). */
  private static final Pattern LINE =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)");

  @Override
  public List<String> keys() {
    return List.of(KEY, "agent.etc-environment");
  }

  @Override
  public void read(FoundHost host, Account account, Sketch sketch) {
    Map<String, String> derived = derived(account);
    var found = new LinkedHashMap<String, String>();
    found.putAll(sourced(host, sketch));
    host.files().values().stream()
        .filter(file -> file.name().equals(".env"))
        .forEach(file -> found.putAll(ofAgent(file, sketch)));
    Map<String, String> pam = pam(host, sketch);
    sketch.put("agent.etc-environment", derived.keySet().stream().anyMatch(pam::containsKey));
    pam.forEach(
        (name, value) -> {
          if (OF_CONTAINERS.matcher(name).matches() || PodmanVariables.NAMES.contains(name)) {
            found.putIfAbsent(name, value);
          }
        });
    if (!found.containsKey("XDG_RUNTIME_DIR")) {
      sketch.fault(
          KEY,
          SOURCED,
          "no step has XDG_RUNTIME_DIR, so podman's command line works in /tmp/containers-user-%1$d"
                  .formatted(account.uid())
              + " and its service in /run/user/%1$d, and neither sees the other's containers"
                  .formatted(account.uid()),
          "apply exports it");
    }
    var own = new TreeMap<String, String>();
    found.forEach(
        (name, value) -> {
          if (Secrets.mayBe(name, value)) {
            sketch.note(KEY, Secrets.told(name));
          } else if (!value.equals(derived.get(name))) {
            own.put(name, value);
          }
        });
    sketch.put(KEY, own);
    otherFiles(host, sketch);
  }

  /** As the profile has them of itself. */
  private static Map<String, String> derived(Account account) {
    String run = "/run/user/" + account.uid();
    return Map.of(
        "XDG_RUNTIME_DIR",
        run,
        "DBUS_SESSION_BUS_ADDRESS",
        "unix:path=" + run + "/bus",
        "DOCKER_HOST",
        "unix://" + account.socket(),
        "DOCKER_SOCK",
        account.socket(),
        "XDG_CONFIG_HOME",
        account.in(".config"));
  }

  private static Map<String, String> sourced(FoundHost host, Sketch sketch) {
    return host.file(SOURCED)
        .flatMap(file -> sketch.text(file, KEY))
        .map(
            text -> {
              ShellAssignments all = ShellAssignments.of(text);
              all.faults()
                  .forEach(
                      (line, what) ->
                          sketch.fault(
                              KEY,
                              SOURCED + ":" + line,
                              what,
                              "it was not taken; say here what the variable is to be"));
              all.kept()
                  .forEach(
                      (name, line) ->
                          sketch.fault(
                              KEY,
                              SOURCED + ":" + line,
                              name + " is set without export, so no step of a pipeline sees it",
                              "apply exports those that steps need; add it here if it is another"));
              return all.exported();
            })
        .orElse(Map.of());
  }

  /** As the agent reads it: Program.cs of microsoft/azure-pipelines-agent. */
  private static Map<String, String> ofAgent(FoundFile file, Sketch sketch) {
    var found = new LinkedHashMap<String, String>();
    sketch
        .text(file, KEY)
        .ifPresent(
            text ->
                text.text()
                    .lines()
                    .map(line -> line.split("=", 2))
                    .filter(it -> it.length == 2 && it[0].matches("[A-Za-z_][A-Za-z0-9_]*"))
                    .filter(it -> !it[1].isEmpty())
                    .forEach(it -> found.put(it[0], it[1])));
    if (!found.isEmpty()) {
      sketch.note(
          KEY,
          "%s stays, and for steps it comes after what apply writes (%s)"
              .formatted(file.path(), some(found.keySet())));
    }
    return found;
  }

  private static Map<String, String> pam(FoundHost host, Sketch sketch) {
    var found = new LinkedHashMap<String, String>();
    host.file(PAM)
        .flatMap(file -> sketch.text(file, "agent.etc-environment"))
        .ifPresent(
            text ->
                text.text()
                    .lines()
                    .map(LINE::matcher)
                    .filter(it -> it.matches())
                    .forEach(it -> found.put(it.group(1), unquoted(it.group(2)))));
    return found;
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() > 1
            && (value.startsWith("'") && value.endsWith("'")
                || value.startsWith("\"") && value.endsWith("\""));
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static void otherFiles(FoundHost host, Sketch sketch) {
    host.ownIn("/etc/profile.d").stream()
        .filter(file -> !file.path().equals(SOURCED))
        .flatMap(file -> sketch.text(file, KEY).stream())
        .forEach(
            text -> {
              var names = new TreeSet<String>();
              ShellAssignments all = ShellAssignments.of(text);
              names.addAll(all.exported().keySet());
              names.addAll(all.kept().keySet());
              sketch.fault(
                  KEY,
                  text.path(),
                  (names.isEmpty() ? "is about containers" : "sets " + some(names))
                      + ", and no step reads it: the agent is started without a login",
                  "add here what steps need");
            });
  }

  private static String some(Iterable<String> names) {
    var shown = new ArrayList<String>();
    names.forEach(shown::add);
    return shown.size() <= 8
        ? String.join(", ", shown)
        : String.join(", ", shown.subList(0, 8)) + " and " + (shown.size() - 8) + " more";
  }
}
