package dev.provision.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The account itself: passwd(5), group(5), subuid(5), acl(5). */
final class AgentSection implements Section {
  private static final int NEEDED = 65_536;

  /** Of a name: what everybody has follows from the mode. */
  private static final Pattern NAMED = Pattern.compile("(?:default:)?(?:user|group):[^:]+:[rwx-]+");

  @Override
  public List<String> keys() {
    return List.of(
        "agent.user",
        "agent.uid",
        "agent.gid",
        "agent.home",
        "agent.shell",
        "agent.groups",
        "agent.subordinate-ids",
        "agent.linger",
        "agent.acl",
        "agent.acl[].path",
        "agent.acl[].entries",
        "agent.protect-containers-config");
  }

  @Override
  public void read(FoundHost host, Account account, Sketch sketch) {
    sketch.put("agent.user", account.name());
    sketch.put("agent.uid", account.uid());
    sketch.put("agent.gid", account.gid());
    sketch.put("agent.home", account.home());
    sketch.put("agent.shell", account.shell());
    // Debian's adduser puts everybody into "users", which gives nothing.
    sketch.put(
        "agent.groups",
        account.groups().stream()
            .filter(it -> !it.equals(account.group()) && !it.equals("users"))
            .distinct()
            .sorted()
            .toList());
    if (!account.group().equals(account.name())) {
      sketch.fault(
          "agent.gid",
          "/etc/group",
          "the account's own group is called " + account.group() + ", not " + account.name(),
          "rename it with groupmod -n " + account.name() + " " + account.group());
    }
    boolean linger = host.fact("linger").equals("yes");
    sketch.put("agent.linger", linger);
    if (!linger) {
      sketch.fault(
          "agent.linger",
          "/var/lib/systemd/linger",
          "the account does not linger, so nothing makes /run/user/" + account.uid(),
          "set it to true, or leave the key out");
    }
    readSubordinateIds(host, account, sketch);
    readAccess(host, sketch);
    sketch.put("agent.protect-containers-config", isProtected(host, account));
  }

  private static void readSubordinateIds(FoundHost host, Account account, Sketch sketch) {
    long uids = largest(host, "/etc/subuid", account);
    long gids = largest(host, "/etc/subgid", account);
    long both = Math.min(uids, gids);
    if (both >= NEEDED) {
      sketch.put("agent.subordinate-ids", both);
    } else {
      sketch.fault(
          "agent.subordinate-ids",
          uids <= gids ? "/etc/subuid" : "/etc/subgid",
          both == 0
              ? account.name() + " has no subordinate ids"
              : account.name() + " has " + both + " subordinate ids, images need " + NEEDED,
          "apply adds a range of " + NEEDED);
    }
  }

  private static long largest(FoundHost host, String path, Account account) {
    return host.file(path).flatMap(FoundFile::text).stream()
        .flatMap(String::lines)
        .map(line -> line.split(":", -1))
        .filter(it -> it.length == 3 && it[2].matches("[0-9]{1,10}"))
        .filter(it -> it[0].equals(account.name()) || it[0].equals("" + account.uid()))
        .mapToLong(it -> Long.parseLong(it[2]))
        .max()
        .orElse(0);
  }

  private static void readAccess(FoundHost host, Sketch sketch) {
    var lists = new TreeMap<String, List<String>>();
    host.all("acl").stream()
        .filter(it -> it.size() == 2 && NAMED.matcher(it.get(1)).matches())
        .forEach(it -> lists.computeIfAbsent(it.get(0), path -> new ArrayList<>()).add(it.get(1)));
    var all = new ArrayList<Map<String, Object>>();
    lists.forEach((path, entries) -> all.add(Map.of("path", path, "entries", entries)));
    sketch.put("agent.acl", all);
  }

  private static boolean isProtected(FoundHost host, Account account) {
    return isRoots(host, account.home(), "1770")
        && isRoots(host, account.in(".config/containers"), "0755");
  }

  private static boolean isRoots(FoundHost host, String path, String mode) {
    Optional<FoundFile> folder = host.file(path);
    return folder.filter(it -> it.owner().equals("root") && it.mode().equals(mode)).isPresent();
  }
}
