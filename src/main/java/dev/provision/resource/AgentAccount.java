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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The account, its own group and the groups it joins.
 *
 * @param leaves groups that it must not be in, since they would make it root
 */
public record AgentAccount(
    String name,
    int uid,
    int gid,
    String home,
    String shell,
    List<String> groups,
    List<String> leaves)
    implements Resource {
  private static final Fragment FRAGMENT = new Fragment("resource/account");

  public AgentAccount {
    groups = List.copyOf(groups);
    leaves = List.copyOf(leaves);
  }

  @Override
  public String id() {
    return "account:" + name;
  }

  private Fact fact() {
    return Fact.asRoot(FRAGMENT, "observe_account", name, String.valueOf(uid), String.valueOf(gid));
  }

  @Override
  public List<Fact> facts() {
    return List.of(fact());
  }

  @Override
  public Optional<Change> change(Observation host) {
    var seen = Seen.parse(host.answer(fact()));
    var steps = new ArrayList<Step>();
    var differences = new ArrayList<String>();
    if (seen.groupUnderGid().isEmpty()) {
      steps.add(step("create group " + name, "create_group", List.of(name, String.valueOf(gid))));
      differences.add("group " + name + " with gid " + gid);
    }
    if (seen.account().isEmpty()) {
      steps.add(step("create account " + name, "create_user", entry()));
      differences.add("uid " + uid + ", gid " + gid + ", home " + home + ", shell " + shell);
    } else if (!seen.account().equals(entry())) {
      steps.add(step("change account " + name, "change_user", entry()));
      differences.add(String.join(":", seen.account()) + " -> " + String.join(":", entry()));
    }
    for (String group : groups) {
      if (!seen.groups().contains(group)) {
        steps.add(step("add " + name + " to group " + group, "join_group", List.of(name, group)));
        differences.add("joins " + group);
      }
    }
    for (String group : leaves) {
      if (seen.groups().contains(group)) {
        steps.add(
            step("take " + name + " out of group " + group, "quit_group", List.of(name, group)));
        differences.add("leaves " + group);
      }
    }
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    Kind kind = seen.account().isEmpty() ? Kind.CREATE : Kind.UPDATE;
    return Optional.of(
        Change.of(id(), kind, String.join("; ", differences), steps.toArray(Step[]::new)));
  }

  @Override
  public Optional<Conflict> conflict(Observation host) {
    var seen = Seen.parse(host.answer(fact()));
    if (!seen.nameUnderUid().isEmpty() && !seen.nameUnderUid().equals(name)) {
      return Optional.of(
          new Conflict(
              id(),
              "uid " + uid + " belongs to " + seen.nameUnderUid() + " on this host",
              "remove that account from the image, or set agent.uid to a free one"));
    }
    if (!seen.account().isEmpty() && !seen.account().get(1).equals(String.valueOf(uid))) {
      return Optional.of(
          new Conflict(
              id(),
              "exists with uid " + seen.account().get(1) + " and may own files under it",
              "remove the account from the image, or set agent.uid to its uid"));
    }
    if (!seen.groupUnderGid().isEmpty() && !seen.groupUnderGid().equals(name)) {
      return Optional.of(
          new Conflict(
              id(),
              "gid " + gid + " belongs to group " + seen.groupUnderGid() + " on this host",
              "remove that group from the image, or set agent.gid to a free one"));
    }
    if (seen.groupUnderGid().isEmpty() && !seen.gidUnderName().isEmpty()) {
      return Optional.of(
          new Conflict(
              id(),
              "group " + name + " exists with gid " + seen.gidUnderName(),
              "remove that group from the image, or set agent.gid to its gid"));
    }
    return Optional.empty();
  }

  /**
   * Groups that the account is in on the host, beside its own and those of the profile. Debian's
   * adduser puts everybody into "users", which gives nothing.
   */
  public List<String> furtherGroups(Observation host) {
    var seen = Seen.parse(host.answer(fact()));
    return seen.account().isEmpty()
        ? List.of()
        : seen.groups().stream()
            .filter(group -> !group.isEmpty() && !groups.contains(group))
            .filter(group -> !group.equals("users"))
            .filter(group -> !group.equals(name) && !group.equals(seen.groupUnderGid()))
            .sorted()
            .toList();
  }

  private List<String> entry() {
    return List.of(name, String.valueOf(uid), String.valueOf(gid), home, shell);
  }

  private static Step step(String title, String function, List<String> arguments) {
    return new Step(title, new Call(FRAGMENT, function, arguments));
  }

  /**
   * What getent and id said.
   *
   * @param account name, uid, gid, home, shell; empty when there is none
   */
  private record Seen(
      List<String> account,
      String nameUnderUid,
      String groupUnderGid,
      String gidUnderName,
      Set<String> groups) {

    static Seen parse(Answer answer) {
      Map<String, String> lines =
          answer
              .text()
              .lines()
              .map(line -> line.split(" ", 2))
              .filter(parts -> parts.length == 2)
              .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (a, b) -> a));
      String[] group = lines.getOrDefault("group", "").split(":", -1);
      String[] user = lines.getOrDefault("user", "").split(":", -1);
      return new Seen(
          user.length < 7 ? List.of() : List.of(user[0], user[2], user[3], user[5], user[6]),
          lines.getOrDefault("uid", "").split(":", -1)[0],
          lines.getOrDefault("gid", "").split(":", -1)[0],
          group.length < 3 ? "" : group[2],
          Set.copyOf(List.of(lines.getOrDefault("groups", "").trim().split("\\s+"))));
    }
  }
}
