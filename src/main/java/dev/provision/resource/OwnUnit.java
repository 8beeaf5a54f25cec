package dev.provision.resource;

import dev.provision.plan.Answer;
import dev.provision.plan.Call;
import dev.provision.plan.Change;
import dev.provision.plan.Change.Kind;
import dev.provision.plan.Conflict;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A unit of the account that comes from a file of ours: enabled and up if it shall start, and
 * running by the file that is there now.
 *
 * @param unit name of the unit, which a generated one does not share with its file
 * @param file path of its file
 * @param content of its file; empty while it has none, and then nothing is asked of it
 * @param generated whether podman's generator makes it of the file, links and all
 * @param starts whether it starts with the account's manager
 */
public record OwnUnit(
    String user,
    int uid,
    String unit,
    String file,
    Optional<String> content,
    boolean generated,
    boolean starts)
    implements Resource {
  private static final Fragment SYSTEMD = new Fragment("resource/systemd");
  private static final Fragment UNITS = new Fragment("resource/units");
  private static final String PLAIN = "/etc/systemd/user/";

  /** Stands in each file of ours. */
  private static final String OURS = "Managed by provision";

  @Override
  public String id() {
    return "user-unit:" + unit;
  }

  /** The same for every podman, whoever makes the unit. */
  @Override
  public List<Fact> facts() {
    return Stream.of(HostFile.fact(file), HostFile.fact(plain()), state()).distinct().toList();
  }

  /** Where a unit of this name would come before one that a generator makes; systemd.unit(5). */
  private String plain() {
    return PLAIN + unit;
  }

  @Override
  public Optional<Conflict> conflict(Observation host) {
    if (!generated || content.isEmpty()) {
      return Optional.empty();
    }
    return HostFile.text(host.answer(HostFile.fact(plain())))
        .filter(text -> !text.contains(OURS))
        .map(
            text ->
                new Conflict(
                    id(),
                    "is made of another's " + plain() + ", which comes before the Quadlet",
                    "remove that file, or give the Quadlet another name"));
  }

  private Fact state() {
    return Fact.asRoot(SYSTEMD, "observe_own_unit", user, String.valueOf(uid), unit);
  }

  @Override
  public Optional<Change> change(Observation host) {
    if (content.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> old = HostFile.text(host.answer(HostFile.fact(file)));
    boolean changed = old.isPresent() && !old.equals(content);
    boolean fresh = old.isEmpty();
    Answer state = host.answer(state());
    if (!starts) {
      return changed
          ? Optional.of(change("restart what runs of it", step("settle_unit"), changed))
          : Optional.empty();
    }
    if (!changed && !fresh && isEnabled(state) && isUp(state)) {
      return Optional.empty();
    }
    String link = generated ? "" : changed ? "reenable" : "enable";
    Step raise = step("raise_unit", link, changed ? "restart" : fresh ? "replace" : "start");
    String summary = changed ? "restart" : generated ? "start" : "enable and start";
    return Optional.of(change(summary, raise, changed));
  }

  private Change change(String summary, Step step, boolean changed) {
    return new Change(
        id(),
        Kind.UPDATE,
        summary,
        Optional.empty(),
        changed ? List.of(step("note_changed_unit")) : List.of(),
        List.of(step),
        List.of());
  }

  private boolean isEnabled(Answer state) {
    String enabled = state.text().lines().findFirst().orElse("");
    return enabled.equals(generated ? "generated" : "enabled") || (generated && isTree(state));
  }

  private static boolean isTree(Answer state) {
    return state.text().lines().anyMatch("tree"::equals);
  }

  /** A oneshot has done its work when it ended well, and Result says so before it ever ran, too. */
  private static boolean isUp(Answer state) {
    if (isTree(state)) {
      return true;
    }
    var properties =
        state
            .text()
            .lines()
            .filter(line -> line.contains("="))
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.indexOf('=')),
                    line -> line.substring(line.indexOf('=') + 1),
                    (first, second) -> first));
    String active = properties.getOrDefault("ActiveState", "");
    boolean done =
        active.equals("inactive")
            && properties.getOrDefault("Type", "").equals("oneshot")
            && properties.getOrDefault("Result", "").equals("success")
            && !properties.getOrDefault("InactiveEnterTimestampMonotonic", "0").equals("0");
    return done || active.equals("active") || active.equals("reloading");
  }

  /** After files of units have changed: the account's manager reads them anew. */
  public static Step reload(String user, int uid) {
    return new Step(
        "reload the systemd of " + user,
        new Call(UNITS, "reload_units", List.of(user, String.valueOf(uid))));
  }

  /** Before the file of a unit goes. */
  public static Step rest(String user, int uid, String unit) {
    return new Step(
        "stop " + unit, new Call(UNITS, "rest_unit", List.of(user, String.valueOf(uid), unit)));
  }

  private Step step(String function, String... more) {
    var arguments = new ArrayList<>(List.of(user, String.valueOf(uid), unit));
    arguments.addAll(List.of(more));
    String title =
        switch (function) {
          case "note_changed_unit" -> "note how " + unit + " runs";
          case "settle_unit" -> "restart " + unit + " if it runs";
          default -> "start " + unit;
        };
    return new Step(title, new Call(UNITS, function, arguments));
  }
}
