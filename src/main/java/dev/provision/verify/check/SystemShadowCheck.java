package dev.provision.verify.check;

import dev.provision.containers.PodmanVersion;
import dev.provision.plan.Answer;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.ConfigFiles;
import dev.provision.verify.answer.ConfigFiles.ConfigFile;
import dev.provision.verify.answer.MalformedAnswerException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Drop-ins of the whole system that say other than the file that the profile fills. They are judged
 * by what they change: Debian's own shortnames.conf, and anything that agrees, may stay.
 */
final class SystemShadowCheck implements Check {
  private static final String ALL = "files beside those of the profile";
  private static final String EXPECTED = "none changes what they say";

  /** The plan's own question: a step has no podman to ask in a tree that is not booted. */
  private static final Fact PODMAN = Fact.asRoot(new Fragment("resource/host"), "observe_podman");

  private final Map<String, String> managed;
  private final Fact question;

  private SystemShadowCheck(Agent agent) {
    this.managed =
        Map.of(
            "containers", "/etc/containers/containers.conf",
            "registries", "/etc/containers/registries.conf",
            "storage", agent.home() + "/.config/containers/storage.conf");
    this.question =
        Fact.asRoot(
            new Fragment("verify/config"),
            "verify_config_files",
            "",
            agent.home(),
            Integer.toString(agent.uid()));
  }

  /** A value, and the file that sets it last. */
  private record Setting(String path, Object value) {}

  static Optional<Check> of(Profile profile) {
    return Optional.of(new SystemShadowCheck(profile.agent()));
  }

  @Override
  public String id() {
    return "system.shadow";
  }

  @Override
  public String why() {
    return "podman goes by that, not by the profile";
  }

  @Override
  public List<Fact> facts() {
    return List.of(question, PODMAN);
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    var families = new HashMap<String, List<ConfigFile>>();
    try {
      PodmanVersion podman = podman(host);
      for (ConfigFile file : ConfigFiles.parse(host.answer(question))) {
        if (ReadSince.reads(podman, file.path())) {
          families.computeIfAbsent(file.family(), name -> new ArrayList<>()).add(file);
        }
      }
    } catch (MalformedAnswerException e) {
      findings.unknown(ALL, EXPECTED, e.getMessage(), "see the folders in /etc/containers");
      return findings.list();
    }
    managed.keySet().stream()
        .sorted()
        .forEach(name -> judge(name, families.getOrDefault(name, List.of()), findings));
    return findings.list();
  }

  private static PodmanVersion podman(Observation host) throws MalformedAnswerException {
    return Optional.of(host.answer(PODMAN))
        .filter(Answer::ok)
        .flatMap(it -> PodmanVersion.find(it.text()))
        .orElseThrow(() -> new MalformedAnswerException("podman does not tell its version"));
  }

  private void judge(String family, List<ConfigFile> files, Findings findings) {
    String ours = managed.get(family);
    Map<String, Object> own = new HashMap<>();
    Map<String, Setting> last = new LinkedHashMap<>();
    boolean told = false;
    for (ConfigFile file : files) {
      try {
        Map<String, Object> keys = ConfigMeaning.of(file);
        if (file.path().equals(ours)) {
          own.putAll(keys);
        }
        keys.forEach((key, value) -> last.put(key, new Setting(file.path(), value)));
      } catch (MalformedAnswerException e) {
        told = true;
        findings.unknown(
            file.path(),
            EXPECTED,
            e.getMessage(),
            "correct or remove it: podman may refuse to start because of it");
      }
    }
    for (Map.Entry<String, Setting> entry : last.entrySet()) {
      if (wins(entry.getKey(), entry.getValue(), own)) {
        told = true;
        report(entry.getKey(), entry.getValue(), own, ours, findings);
      }
    }
    if (!told) {
      findings.passed("files beside " + ours, "none changes what it says");
    }
  }

  /** Whether another value holds than ours; where ours is read last the two are one. */
  private static boolean wins(String key, Setting setting, Map<String, Object> own) {
    return (own.containsKey(key) || ConfigMeaning.alwaysCounts(key))
        && !setting.value().equals(own.get(key));
  }

  private static void report(
      String key, Setting setting, Map<String, Object> own, String ours, Findings findings) {
    findings.failed(
        setting.path() + ": " + key,
        (own.containsKey(key) ? own.get(key).toString() : "not there") + ", as in " + ours,
        setting.value() + " wins",
        "take it out of " + setting.path() + ", or into the profile");
  }
}
