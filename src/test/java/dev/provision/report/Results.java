package dev.provision.report;

import dev.provision.containers.PodmanVersion;
import dev.provision.engine.ApplyResult;
import dev.provision.engine.DriftResult;
import dev.provision.engine.DriftResult.OldImage;
import dev.provision.engine.DriftResult.Tolerated;
import dev.provision.engine.Generation;
import dev.provision.engine.Generations.RolledBack;
import dev.provision.engine.Inspection;
import dev.provision.engine.Maker;
import dev.provision.engine.Receipt;
import dev.provision.fleet.Difference;
import dev.provision.fleet.Difference.Item;
import dev.provision.fleet.Fleet;
import dev.provision.fleet.HostResult;
import dev.provision.fleet.HostState;
import dev.provision.plan.Call;
import dev.provision.plan.Change;
import dev.provision.plan.Conflict;
import dev.provision.plan.Fragment;
import dev.provision.plan.Plan;
import dev.provision.plan.Step;
import dev.provision.profile.Drift.Tolerance;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.verify.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Results as the engine gives them, with values that a hostile host could have. */
public final class Results {
  private static final String DEBIAN = "Debian GNU/Linux 12 (bookworm)";

  private Results() {}

  /** A host that is as desired. */
  public static Inspection inSync() {
    return new Inspection(
        new Plan(List.of(), List.of(), List.of()), PodmanVersion.find("4.3.1"), DEBIAN);
  }

  /** A host that is not. */
  public static Inspection different() {
    return new Inspection(
        new Plan(
            List.of(
                new Change(
                    "file:/etc/containers/policy.json",
                    Change.Kind.CREATE,
                    "mode 0644 root:root",
                    Optional.of(
                        "--- /dev/null\n+++ /etc/containers/policy.json\n@@ -0,0 +1 @@\n+{}\n"),
                    List.of(step("write /etc/containers/policy.json")),
                    List.of()),
                new Change(
                    "file:/etc/containers/registries.conf",
                    Change.Kind.UPDATE,
                    "content",
                    Optional.of(
                        "--- a\n+++ b\n@@ -1,2 +1 @@\n-\tvalue\r\n-##vso[task.complete]\u001b[2J\n+\tvalue\n"),
                    List.of(step("write /etc/containers/registries.conf")),
                    List.of()),
                Change.of(
                    "file:/etc/containers/registries.conf.d/old.conf",
                    Change.Kind.DELETE,
                    "left by an earlier profile",
                    step("remove it"))),
            List.of(
                new Conflict(
                    "account:AzDevOps",
                    "uid 1001 belongs to \u001b[31mmallory##vso[a.b]",
                    "remove that account")),
            List.of("containers.compose-warning-logs: needs podman 4.7, the host has 4.3.1")),
        Optional.empty(),
        DEBIAN);
  }

  /** A live instance: in sync but for what its profile tolerates. */
  public static DriftResult live() {
    return new DriftResult(
        inSync(),
        List.of(
            new Tolerated(Tolerance.HOME_MODE, "folder:/home/AzDevOps", "mode 1774 -> 1770"),
            new Tolerated(
                Tolerance.SUDOERS_LINE, "sudoers:/etc/sudoers", "AzDevOps ALL=NOPASSWD: ALL")),
        List.of(Finding.passed("root.shadow", "files of root", "none wins over the system's")),
        Optional.empty());
  }

  /** What a host says that it is. */
  public static Receipt receipt() {
    Profile profile = ProfileLoader.load("ado-runner", List.of());
    return new Receipt(
        "ado-runner##vso[a.b]",
        "0123456789abcdef",
        new Maker("0.0.9\u001b[2J", Optional.of("20261101.4")),
        Map.of(),
        profile.canonical(),
        List.of());
  }

  /** A host as it was made, from a profile that has changed since. */
  public static DriftResult oldImage() {
    return new DriftResult(
        inSync(),
        List.of(),
        live().findings(),
        Optional.of(new OldImage(receipt(), different().plan())));
  }

  /** Hosts of every state, one of them with a hostile name, one with this name. */
  public static Fleet fleet(String name) {
    var fleet = new Fleet();
    for (String host : List.of("agent1", "agent2", "##vso[a.b]|`<b>\u001b[2J")) {
      add(fleet, host, HostState.DRIFTED, Optional.of(Difference.of(drifted())), "");
    }
    add(fleet, "agent3", HostState.OLD_IMAGE, Optional.of(Difference.of(oldImage())), "");
    add(fleet, name, HostState.IN_SYNC, Optional.empty(), "");
    for (String host : List.of("agent4", "agent5")) {
      String message = "ops@" + host + ":22: Connection refused ##[error]x";
      var reason = new Item("unreachable", message.replace(host, "HOST"), "", "");
      add(fleet, host, HostState.UNREACHABLE, Optional.of(Difference.of(List.of(reason))), message);
    }
    return fleet;
  }

  /** Adds a host to a fleet. */
  static void add(
      Fleet fleet, String name, HostState state, Optional<Difference> difference, String message) {
    difference.ifPresent(fleet::add);
    fleet.add(
        new HostResult(
            name,
            "10.0.0.4",
            "ado-runner",
            List.of("agents"),
            state,
            difference.map(Difference::id),
            message,
            1,
            Duration.ofMillis(420)));
  }

  /** A host that has drifted in every way. */
  public static DriftResult drifted() {
    return new DriftResult(
        different(),
        List.of(
            new Tolerated(
                Tolerance.AGENT_FOLDER, "folder:/agent", "##vso[a.b]\u001b[2J | the agent"),
            new Tolerated(
                Tolerance.SUDOERS_LINE, "sudoers:/etc/sudoers", "AzDevOps ALL=NOPASSWD: ALL")),
        List.of(
            Finding.passed("root.shadow", "files of root", "none wins over the system's"),
            Finding.failed(
                "agent.shadow",
                "/home/AzDevOps/.config/containers/policy.json",
                "absent",
                "wins over /etc/containers/policy.json: the profile's policy is off",
                "remove it"),
            Finding.unknown(
                "unit.shadow", "units", "none decides", "the answer is cut off", "look at it"),
            Finding.failed(
                "account:AzDevOps",
                "beyond the profile",
                "as the profile has it",
                "is in group lxd",
                "gpasswd -d AzDevOps lxd, or add it to agent.groups")),
        Optional.empty());
  }

  /** One of each status, and a host that tries everything. */
  public static List<Finding> findings() {
    return List.of(
        Finding.passed("podman.version", "version", "4.3.1"),
        Finding.failed(
                "socket.docker",
                "/run/docker.sock",
                "link to /run/user/1001/podman/podman.sock",
                "",
                "provision apply brings it back")
            .because("tasks ##vso[a]talk <b>to</b> podman | through it"),
        Finding.failed(
            "registries.effective",
            "~/.config/containers/registries.conf",
            "absent",
            "##vso[task.setvariable variable=x]y | `rm` <b> & \"]]>\" \u001b[2J\u0000\nnext",
            "delete it: it hides /etc/containers/registries.conf"),
        Finding.unknown("podman.run", "exit status", "0", "ran into its time limit", "look at it")
            .because("nothing works without it"),
        Finding.skipped("policy.pulls", "the registry <moves> today"));
  }

  /** What happened when nothing went wrong. */
  public static ApplyResult applied() {
    return new ApplyResult(
        new Inspection(
            new Plan(different().plan().changes(), List.of(), different().plan().notes()),
            PodmanVersion.find("4.3.1"),
            DEBIAN),
        5,
        List.of(Finding.passed("podman.version", "version", "4.3.1")),
        OptionalInt.of(4),
        1);
  }

  /** A second apply. */
  public static ApplyResult unchanged() {
    return new ApplyResult(
        inSync(),
        0,
        List.of(Finding.passed("podman.version", "version", "4.3.1")),
        OptionalInt.empty(),
        1);
  }

  /** What history tells. */
  public static List<Generation> generations() {
    return List.of(
        new Generation(1, "2026-11-22T04:00:00Z", "ado-runner", "c0ffee".repeat(10), "0.1.0", 22),
        new Generation(3, "2026-11-23T04:00:00Z", "strict\u001b[2J", "beef", "##vso[a.b]", 1));
  }

  /** A rollback of two generations. */
  public static RolledBack rolledBack() {
    return new RolledBack(
        1,
        List.of(3, 2),
        Optional.of("ado-runner"),
        List.of("podman", "skopeo"),
        List.of("what was in /home/agent, now in /var/lib/provision/homes/agent-1"),
        List.of(Finding.passed("podman.version", "version", "4.3.1")));
  }

  private static Step step(String title) {
    return new Step(title, new Call(new Fragment("resource/file"), "write", List.of()));
  }
}
