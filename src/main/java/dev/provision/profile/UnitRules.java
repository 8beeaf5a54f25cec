package dev.provision.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Units of the account: names that are nobody else's, and contents that can come up. */
final class UnitRules {
  /** What systemd, D-Bus and podman bring; a file in /etc takes the place of theirs, for all. */
  private static final Pattern TAKEN =
      Pattern.compile(
          "podman[.-].*|dbus[.-].*|systemd-.*|(?:default|basic|sockets|timers|paths|shutdown|exit"
              + "|bluetooth|graphical-session|graphical-session-pre|printer|smartcard|sound"
              + "|xdg-desktop-autostart)\\.target");

  /**
   * Of the machine's own systemd; systemd.special(7), "Units managed by the user service manager".
   */
  private static final List<String> OF_THE_MACHINE =
      List.of("multi-user.target", "graphical.target", "network-online.target");

  /** The section that a type's own settings stand in. */
  private static final Map<String, String> SECTIONS =
      Map.ofEntries(
          Map.entry("container", "Container"),
          Map.entry("volume", "Volume"),
          Map.entry("network", "Network"),
          Map.entry("kube", "Kube"),
          Map.entry("image", "Image"),
          Map.entry("build", "Build"),
          Map.entry("pod", "Pod"),
          Map.entry("service", "Service"),
          Map.entry("socket", "Socket"),
          Map.entry("timer", "Timer"),
          Map.entry("path", "Path"),
          Map.entry("target", "Unit"));

  private final Problems problems;
  private final Map<String, String> places = new HashMap<>();

  private UnitRules(Problems problems) {
    this.problems = problems;
  }

  static void check(Profile profile, Problems problems) {
    var rules = new UnitRules(problems);
    for (int i = 0; i < profile.quadlets().size(); i++) {
      rules.quadlet(profile.quadlets().get(i), KeyPath.of("quadlet").at(i));
    }
    for (int i = 0; i < profile.userUnits().size(); i++) {
      rules.unit(profile.userUnits().get(i), KeyPath.of("user-unit").at(i));
    }
    boolean any = !profile.quadlets().isEmpty() || !profile.userUnits().isEmpty();
    if (any && !profile.agent().linger()) {
      problems.add(
          KeyPath.of("agent", "linger"),
          "there are units of the account, and nothing but linger starts them",
          "set agent.linger = true, or remove " + String.join(" and ", lists(profile)));
    }
  }

  private static List<String> lists(Profile profile) {
    if (profile.quadlets().isEmpty()) {
      return List.of("user-unit");
    }
    return profile.userUnits().isEmpty() ? List.of("quadlet") : List.of("quadlet", "user-unit");
  }

  private void unit(UserUnit unit, KeyPath at) {
    // A stand-in for a name that was refused already.
    if (!unit.name().isEmpty()) {
      name(unit.name(), at);
      content(unit.name(), UnitText.parseUnit(unit.content()), at.key("content"));
    }
  }

  private void quadlet(Quadlet quadlet, KeyPath at) {
    if (quadlet.name().isEmpty()) {
      return;
    }
    name(quadlet.service(), at);
    UnitText text = UnitText.parse(quadlet.content());
    content(quadlet.name(), text, at.key("content"));
    boolean renamed =
        SECTIONS.values().stream()
            .anyMatch(section -> !text.values(section, "ServiceName").isEmpty());
    if (renamed) {
      problems.add(
          at.key("content"),
          "ServiceName= gives the unit another name than the file",
          "remove it, and name the file as the unit shall be called");
    }
  }

  private void name(String unit, KeyPath at) {
    String earlier = places.putIfAbsent(unit, at.text());
    if (earlier != null) {
      problems.add(
          at.key("name"),
          "is the unit " + unit + ", as is " + earlier,
          "give each a name of its own");
    }
    if (TAKEN.matcher(unit).matches()) {
      problems.add(
          at.key("name"),
          "takes the place of " + unit + ", which systemd, D-Bus or podman bring",
          "give it a name of its own");
    }
  }

  private void alias(String unit, KeyPath at) {
    String earlier = places.putIfAbsent(unit, at.text());
    if (earlier != null || TAKEN.matcher(unit).matches()) {
      problems.add(
          at,
          "Alias=" + unit + " takes the place of another unit",
          "remove it, or give it a name of its own");
    }
  }

  private void content(String name, UnitText text, KeyPath at) {
    if (text.fault().isPresent()) {
      problems.add(at, text.fault().get(), "correct it, as in systemd.syntax(7)");
      return;
    }
    String section = SECTIONS.get(name.substring(name.lastIndexOf('.') + 1));
    if (!text.sections().containsKey(section)) {
      problems.add(at, "has no section [" + section + "], which " + name + " is made of", "add it");
    }
    if (text.sections().containsKey("Install") && !text.starts()) {
      problems.add(
          at,
          "[Install] names nothing that starts the unit",
          "add WantedBy=default.target, or remove the section where another unit starts it");
    }
    for (String alias : text.values("Install", "Alias")) {
      for (String other : alias.split("\\s+")) {
        alias(other, at);
      }
    }
    for (String starter : text.starters()) {
      if (OF_THE_MACHINE.contains(starter)) {
        problems.add(
            at,
            starter + " is none of the account's own systemd, so nothing would start the unit",
            "write WantedBy=default.target");
      }
    }
  }
}
