package dev.provision.resource;

import dev.provision.plan.Call;
import dev.provision.plan.Conflict;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What systemd runs for the agent: its own manager, units in it, links in /run. */
public final class SystemdState {
  private static final Fragment FRAGMENT = new Fragment("resource/systemd");

  private SystemdState() {}

  /**
   * Linger, and the account's manager with its bus up: nothing else creates /run/user/UID for an
   * agent that never logs in; loginctl(1).
   */
  public static Resource linger(String user, int uid) {
    return new HostState(
        "linger:" + user,
        Fact.asRoot(FRAGMENT, "observe_linger", user, text(uid)),
        answer -> answer.text().lines().toList().equals(List.of("enabled", "running")),
        "keep a systemd manager for " + user + " running without a login",
        step("enable linger for " + user, "enable_linger", user, text(uid)));
  }

  /** No linger: the manager goes with the last login. */
  public static Resource noLinger(String user, int uid) {
    return new HostState(
        "linger:" + user,
        Fact.asRoot(FRAGMENT, "observe_linger", user, text(uid)),
        answer -> !answer.text().startsWith("enabled"),
        "let the systemd manager of " + user + " go",
        step("end linger for " + user, "end_linger", user, text(uid)));
  }

  /** Controllers that a running manager got; one that starts later reads the drop-in itself. */
  public static Resource delegation(int uid, List<String> controllers) {
    return new HostState(
        "delegation:user@" + uid + ".service",
        Fact.asRoot(FRAGMENT, "observe_delegation", text(uid)),
        answer ->
            !answer.ok() || List.of(answer.text().strip().split("\\s+")).containsAll(controllers),
        "hand over " + String.join(", ", controllers),
        step("restart the manager of uid " + uid, "restart_user_manager", text(uid)));
  }

  /** A variable of a running manager, and so of its units; one that starts later reads the file. */
  public static Resource managerVariable(String user, int uid, String name, String value) {
    return manager(
        name,
        uid,
        Fact.asRoot(FRAGMENT, "observe_manager_variable", user, text(uid), name),
        seen -> seen.equals(name + "=" + value),
        "set to " + value + " for the account's services");
  }

  /**
   * No such variable where the drop-in that set it is about to go. One that somebody else sets, in
   * environment.d say, is theirs.
   */
  public static Resource noManagerVariable(
      String user, int uid, String name, String value, String dropIn) {
    return manager(
        name,
        uid,
        Fact.asRoot(FRAGMENT, "observe_own_variable", user, text(uid), name, dropIn),
        seen -> !seen.equals(name + "=" + value),
        "no longer set for the account's services");
  }

  private static Resource manager(
      String name, int uid, Fact fact, Predicate<String> asDesired, String summary) {
    return new HostState(
        "manager-variable:" + name,
        fact,
        answer -> !answer.ok() || asDesired.test(answer.text().strip()),
        answer -> Optional.empty(),
        summary,
        List.of(step("note the manager of uid " + uid, "note_user_manager", text(uid))),
        step("restart the manager of uid " + uid, "restart_user_manager", text(uid)));
  }

  /** A unit of the account that is enabled and active. */
  public static Resource userUnit(String user, int uid, String unit) {
    return new HostState(
        "user-unit:" + unit,
        Fact.asRoot(FRAGMENT, "observe_user_unit", user, text(uid), unit),
        answer -> answer.text().lines().toList().equals(List.of("enabled", "active")),
        "enable and start",
        step("enable " + unit, "enable_user_unit", user, text(uid), unit));
  }

  /** A unit of the account that neither runs nor starts; a manager that is not there runs none. */
  public static Resource noUserUnit(String user, int uid, String unit) {
    return new HostState(
        "user-unit:" + unit,
        Fact.asRoot(FRAGMENT, "observe_user_unit", user, text(uid), unit),
        answer -> answer.text().lines().noneMatch(List.of("enabled", "active")::contains),
        "disable and stop",
        step("disable " + unit, "stop_user_unit", user, text(uid), unit));
  }

  /** A link that an earlier profile had made. */
  public static Resource noLink(String link, String target) {
    return new HostState(
        "link:" + link,
        Fact.asRoot(FRAGMENT, "observe_link", link, ""),
        answer -> !answer.text().strip().equals(target),
        "no longer -> " + target,
        step("remove " + link, "drop_link", link));
  }

  /** A link that a tmpfiles.d file makes, now as at every boot. */
  public static Resource tmpfilesLink(String tmpfile, String link, String target) {
    return new HostState(
        "link:" + link,
        Fact.asRoot(FRAGMENT, "observe_link", link, target),
        answer -> answer.text().strip().equals(target),
        answer -> engine(link, answer.text().strip()),
        "-> " + target,
        List.of(),
        step("link " + link, "make_link", tmpfile, link));
  }

  private static Optional<Conflict> engine(String link, String seen) {
    return seen.equals("socket") || seen.equals("other")
        ? Optional.of(
            new Conflict(
                "link:" + link,
                "is no link: " + (seen.equals("socket") ? "a docker engine serves it" : seen),
                "remove docker from the image, or set docker.socket to another place"))
        : Optional.empty();
  }

  /** For files of units: systemd reads them anew. */
  public static Step daemonReload() {
    return step("reload systemd", "daemon_reload");
  }

  /** For podman's files: a service that runs has read them already and keeps what it read. */
  public static Step refreshPodman(String user, int uid) {
    return step("restart a running podman service", "refresh_podman", user, text(uid));
  }

  private static String text(int number) {
    return String.valueOf(number);
  }

  private static Step step(String title, String function, String... arguments) {
    return new Step(title, new Call(FRAGMENT, function, List.of(arguments)));
  }
}
