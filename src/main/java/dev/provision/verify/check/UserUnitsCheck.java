package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.profile.Quadlet;
import dev.provision.profile.UserUnit;
import dev.provision.render.UnitFile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.MalformedAnswerException;
import dev.provision.verify.answer.UnitState;
import dev.provision.verify.answer.UnitStates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Units of the profile in the agent's own systemd: made of our file and not of one that wins over
 * it, started by themselves, up, and staying up.
 */
final class UserUnitsCheck implements Check {
  private final Map<String, Expected> units;
  private final Fact question;

  /**
   * What is expected of a unit.
   *
   * @param files where its own file may lie: which one of a Quadlet's depends on podman
   * @param starts whether it starts by itself; others need only be there
   */
  private record Expected(List<String> files, boolean starts) {}

  private UserUnitsCheck(Map<String, Expected> units) {
    this.units = units;
    this.question =
        Fact.asStep(
            new Fragment("verify/units"),
            "verify_user_units",
            units.keySet().toArray(String[]::new));
  }

  static Optional<Check> of(Profile profile) {
    var units = new LinkedHashMap<String, Expected>();
    for (Quadlet quadlet : profile.quadlets()) {
      List<String> files =
          List.of(UnitFile.quadlet(profile, quadlet), UnitFile.plain(quadlet.service()));
      units.put(quadlet.service(), new Expected(files, quadlet.starts()));
    }
    for (UserUnit unit : profile.userUnits()) {
      units.put(unit.name(), new Expected(List.of(UnitFile.plain(unit.name())), unit.starts()));
    }
    return units.isEmpty() ? Optional.empty() : Optional.of(new UserUnitsCheck(units));
  }

  @Override
  public String id() {
    return "agent.units";
  }

  @Override
  public String why() {
    return "what jobs expect to be running must run, and again after each boot";
  }

  @Override
  public List<Fact> facts() {
    return List.of(question);
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    String remedy = "a step must reach its systemd: linger, XDG_RUNTIME_DIR";
    try {
      UnitStates states = UnitStates.parse(host.answer(question));
      units.forEach(
          (name, expected) ->
              states
                  .get(name)
                  .ifPresentOrElse(
                      state -> judge(name, expected, state, findings),
                      () -> findings.unknown(name, "an answer", "none", remedy)));
    } catch (MalformedAnswerException e) {
      findings.unknown("systemctl --user show", "an answer", e.getMessage(), remedy);
    }
    return findings.list();
  }

  private static void judge(String name, Expected expected, UnitState state, Findings findings) {
    String ours = String.join(" or ", expected.files());
    String load = state.text("LoadState");
    if (!load.equals("loaded")) {
      findings.failed(name, "made of " + ours, load, "run provision apply; " + status(name));
      return;
    }
    findings.require(
        expected.files().contains(state.file()),
        name + " file",
        ours,
        state.file(),
        "remove " + state.file() + ", which wins, then systemctl --user daemon-reload");
    for (String dropIn : foreign(state)) {
      findings.failed(
          name + " drop-ins", "none", dropIn, "remove it, then systemctl --user daemon-reload");
    }
    if (expected.starts()) {
      boolean generated = state.enabled().equals("generated");
      findings.require(
          generated || state.enabled().equals("enabled"),
          name + " is-enabled",
          "enabled",
          state.enabled(),
          "as the agent: systemctl --user enable " + name);
      findings.require(state.isUp(), name, "up", state.activity(), "as the agent: " + status(name));
      findings.require(
          !state.loops(),
          name + " restarts",
          "no loop of restarts",
          state.restarts(),
          "see why it ends, then systemctl --user restart " + name + "; " + status(name));
    }
  }

  /** What is said to all units of a type, such as time limits, is none of our business. */
  private static List<String> foreign(UnitState state) {
    var dropIns = new ArrayList<>(List.of(state.text("DropInPaths").split(" ")));
    dropIns.removeIf(path -> path.isEmpty() || path.matches(".*/[a-z]+\\.d/[^/]*"));
    return dropIns;
  }

  private static String status(String name) {
    return "systemctl --user status " + name;
  }
}
