package dev.provision.profile;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The account of the agent, against the rest of the host. */
final class AgentRules {
  private static final KeyPath AGENT = KeyPath.of("agent");

  /** Accounts of base-passwd and of systemd, which exist on every Debian and Ubuntu. */
  private static final Set<String> SYSTEM_ACCOUNTS =
      Set.of(
          "root",
          "daemon",
          "bin",
          "sys",
          "sync",
          "games",
          "man",
          "lp",
          "mail",
          "news",
          "uucp",
          "proxy",
          "www-data",
          "backup",
          "list",
          "irc",
          "gnats",
          "nobody",
          "sshd",
          "_apt",
          "messagebus",
          "systemd-network",
          "systemd-resolve",
          "systemd-timesync");

  /** Folders that hold more than one account's files. */
  private static final Set<String> SHARED_FOLDERS =
      Set.of(
          "/bin",
          "/boot",
          "/dev",
          "/etc",
          "/home",
          "/lib",
          "/lib32",
          "/lib64",
          "/media",
          "/mnt",
          "/opt",
          "/proc",
          "/root",
          "/run",
          "/sbin",
          "/srv",
          "/sys",
          "/tmp",
          "/usr",
          "/var",
          "/var/lib",
          "/var/tmp");

  /** Trees in which no home belongs. */
  private static final Set<String> SYSTEM_TREES =
      Set.of(
          "/bin",
          "/boot",
          "/dev",
          "/etc",
          "/lib",
          "/lib32",
          "/lib64",
          "/proc",
          "/root",
          "/run",
          "/sbin",
          "/sys",
          "/tmp",
          "/usr",
          "/var/tmp");

  /**
   * Groups whose members are root or can become it: sudoers(5) of Debian (sudo), of Ubuntu (admin
   * too) and its commented example (wheel); docker's "attack surface" chapter; LXD's and Incus's
   * security chapters; Debian's base-passwd, users-and-groups (disk).
   */
  private static final Map<String, String> ROOT_BY_GROUP =
      Map.of(
          "sudo", "/etc/sudoers lets the group sudo do everything",
          "admin", "/etc/sudoers lets the group admin do everything",
          "wheel", "sudo lets the group wheel do everything where it is used",
          "docker", "the group docker is root by docker's socket",
          "lxd", "the group lxd is root by LXD's socket",
          "incus-admin", "the group incus-admin is root by Incus's socket",
          "disk", "the group disk reads and writes every file by its block device");

  private AgentRules() {}

  static void check(Profile profile, Problems problems) {
    Agent agent = profile.agent();
    if (SYSTEM_ACCOUNTS.contains(agent.user())) {
      problems.add(
          AGENT.key("user"),
          Quoted.value(agent.user()) + " is an account of the system",
          "use an account of the agent's own, such as AzDevOps");
    }
    checkHome(agent.home(), problems);
    if (agent.shell().matches(".*/(nologin|false|true|sync)")) {
      problems.add(
          AGENT.key("shell"),
          "an account with the shell " + agent.shell() + " cannot run the agent",
          "use /bin/bash; runuser starts run.sh through the shell");
    }
    Rules.refuseRepeats(agent.groups(), AGENT.key("groups"), problems);
    checkSudo(agent, problems);
    checkAcl(agent, problems);
  }

  private static void checkHome(String home, Problems problems) {
    boolean system = SYSTEM_TREES.stream().anyMatch(tree -> home.startsWith(tree + "/"));
    if (system || SHARED_FOLDERS.contains(home)) {
      problems.add(
          AGENT.key("home"),
          home + " is a folder of the system",
          "use a folder of the account's own, such as /home/AzDevOps");
    }
  }

  private static void checkSudo(Agent agent, Problems problems) {
    if (agent.sudo() != Agent.Sudo.NONE) {
      return;
    }
    for (int i = 0; i < agent.groups().size(); i++) {
      String reason = ROOT_BY_GROUP.get(agent.groups().get(i));
      if (reason != null) {
        problems.add(
            AGENT.key("groups").at(i),
            reason + ", but agent.sudo is none",
            "remove the group, or set agent.sudo = \"nopasswd\"");
      }
    }
  }

  private static void checkAcl(Agent agent, Problems problems) {
    var seen = new HashMap<String, String>();
    for (int i = 0; i < agent.acl().size(); i++) {
      KeyPath at = AGENT.key("acl").at(i);
      Agent.Acl acl = agent.acl().get(i);
      String home = agent.home() + "/";
      boolean aboveOrBelow =
          home.startsWith(acl.path() + "/") || (acl.path() + "/").startsWith(home);
      if (!aboveOrBelow) {
        problems.add(
            at.key("path"),
            Quoted.value(acl.path()) + " has nothing to do with the home folder " + agent.home(),
            "name the home folder, or a folder above or below it");
      }
      if (acl.entries().isEmpty()) {
        problems.add(at.key("entries"), "is empty", "add an entry, or remove the list");
      }
      Rules.refuseRepeats(acl.entries(), at.key("entries"), problems);
      for (int j = 0; j < acl.entries().size(); j++) {
        checkSubject(acl.path(), acl.entries().get(j), seen, at.key("entries").at(j), problems);
      }
    }
  }

  /** Each apply would set the one and then the other. */
  private static void checkSubject(
      String path, String entry, Map<String, String> seen, KeyPath at, Problems problems) {
    String subject = entry.substring(0, entry.lastIndexOf(':') + 1);
    String other = seen.putIfAbsent(path + " " + subject, entry);
    if (other != null && !other.equals(entry)) {
      problems.add(
          at,
          Quoted.value(entry) + " contradicts " + Quoted.value(other) + " for " + path,
          "remove one of the two");
    }
  }
}
