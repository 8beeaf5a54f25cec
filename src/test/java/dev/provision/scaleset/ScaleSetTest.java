package dev.provision.scaleset;

import static dev.provision.profile.Drift.Tolerance.AGENT_FOLDER;
import static dev.provision.profile.Drift.Tolerance.GROUPS;
import static dev.provision.profile.Drift.Tolerance.HOME_ACL;
import static dev.provision.profile.Drift.Tolerance.HOME_MODE;
import static dev.provision.profile.Drift.Tolerance.SUDOERS_LINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Answer;
import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Drift.Tolerance;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.resource.AccessControl;
import dev.provision.resource.AgentAccount;
import dev.provision.resource.HostFile;
import dev.provision.resource.HostFolder;
import dev.provision.resource.Resource;
import dev.provision.testing.Answers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the script explains, and what comes close and is still a difference. */
class ScaleSetTest {
  private static final List<Tolerance> ALL = Arrays.asList(Tolerance.values());
  private static final Profile PROFILE = ProfileLoader.load("ado-runner", List.of());

  // ---- differences of managed things

  @ParameterizedTest
  @CsvSource({
    "directory|1774|root|AzDevOps|1, true",
    "directory|1770|root|root|1, false",
    "directory|1774|AzDevOps|AzDevOps|1, false",
    "directory|1777|root|AzDevOps|1, false",
    "directory|0774|root|AzDevOps|1, false",
    "directory|1730|root|AzDevOps|1, false",
    "absent, false",
  })
  void homeModeIsReadForAllAndNoMore(String seen, boolean explained) {
    var folder = new HostFolder("/home/AzDevOps/.config", "1770", "root", "AzDevOps");
    assertThat(explained(folder, seen)).isEqualTo(explained ? Optional.of(HOME_MODE) : none());
  }

  @Test
  void homeModeIsOfHomeOnly() {
    var folder = new HostFolder("/srv/agent", "1770", "root", "AzDevOps");
    assertThat(explained(folder, "directory|1774|root|AzDevOps|1\n")).isEmpty();
    var similar = new HostFolder("/homes/x", "1770", "root", "AzDevOps");
    assertThat(explained(similar, "directory|1774|root|AzDevOps|1\n")).isEmpty();
  }

  @Test
  void homeModeOfAFileDoesNotCoverItsContent() {
    var file =
        new HostFile("/home/AzDevOps/x", "0600", "root", "root", "a", Optional.empty(), List.of());
    assertThat(explained(file, "regular file|0644|root|root|1\na")).contains(HOME_MODE);
    assertThat(explained(file, "regular file|0644|root|root|1\nb")).isEmpty();
  }

  @Test
  void accessOnHomeIsWidenedForTheAccountOnly() {
    var acl = new AccessControl("/home", List.of("default:user:AzDevOps:r-x", "user:x:r--"));
    assertThat(explained(acl, "user::rwx\nuser:x:r--\ndefault:user:AzDevOps:rwx\n"))
        .contains(HOME_ACL);
    assertThat(explained(acl, "user::rwx\nuser:x:r--\n")).as("entry missing").isEmpty();
    assertThat(explained(acl, "user::rwx\nuser:x:rwx\ndefault:user:AzDevOps:rwx\n"))
        .as("another entry changed")
        .isEmpty();
    assertThat(explained(acl, "user::rwx\nuser:x:r--\ndefault:user:AzDevOps:---\n"))
        .as("narrowed")
        .isEmpty();
  }

  @Test
  void accessBelowTheHomeOfTheAccountIsAllGone() {
    var acl = new AccessControl("/home/AzDevOps", List.of("user:x:rwx", "default:user:x:rwx"));
    assertThat(explained(acl, "user::rwx\ngroup::r-x\nother::r-x\n")).contains(HOME_ACL);
    assertThat(explained(acl, "user::rwx\nuser:x:rwx\ngroup::r-x\nmask::rwx\nother::r-x\n"))
        .as("one of two")
        .isEmpty();
    assertThat(explained(acl, "absent\n")).isEmpty();
    assertThat(
            explained(
                new AccessControl("/srv/AzDevOps", acl.entries()),
                "user::rwx\ngroup::r-x\nother::r-x\n"))
        .isEmpty();
  }

  @Test
  void theAccountItselfIsNeverExplained() {
    var account =
        new AgentAccount(
            "AzDevOps", 1001, 1001, "/home/AzDevOps", "/bin/bash", List.of("adm"), List.of());
    for (String seen :
        List.of(account("/bin/sh", "AzDevOps adm sudo"), account("/bin/bash", "AzDevOps sudo"))) {
      assertThat(account.change(Answers.to(account, seen))).isPresent();
      assertThat(explained(account, seen)).isEmpty();
    }
  }

  @Test
  void onlyWhatIsToleratedExplains() {
    var folder = new HostFolder("/home/x", "1770", "root", "root");
    Observation seen = Answers.to(folder, "directory|1774|root|root|1\n");
    assertThat(ScaleSet.explains(List.of(HOME_ACL, GROUPS), folder, seen)).isEmpty();
    assertThat(ScaleSet.explains(List.of(), folder, seen)).isEmpty();
  }

  // ---- what stands beyond the profile

  @Test
  void nothingBeyondTheProfile() {
    assertThat(extras(Map.of("observe_account", account("/bin/bash", "AzDevOps adm sudo users"))))
        .isEmpty();
  }

  @Test
  void groupsOfTheScriptAndOthers() {
    assertThat(
            extras(Map.of("observe_account", account("/bin/sh", "AzDevOps adm docker lxd sudo"))))
        .extracting(Extra::resource, Extra::summary, Extra::ofScript, Extra::tolerance)
        .containsExactly(
            tuple("account:AzDevOps", "is in group docker", true, GROUPS),
            tuple("account:AzDevOps", "is in group lxd", false, GROUPS));
  }

  @Test
  void linesForSudo() {
    assertThat(
            extras(
                Map.of(
                    "observe_sudoers",
                    "/etc/sudoers\u001fAzDevOps ALL=NOPASSWD: ALL\n"
                        + "/etc/sudoers\u001fAzDevOps ALL=NOPASSWD: ALL\n"
                        + "/etc/sudoers\u001fAzDevOps ALL=(ALL) ALL\n"
                        + "/etc/sudoers.d/x\u001fAzDevOps ALL=NOPASSWD: ALL\n")))
        .extracting(Extra::resource, Extra::summary, Extra::ofScript, Extra::tolerance)
        .containsExactly(
            tuple("sudoers:/etc/sudoers", "AzDevOps ALL=NOPASSWD: ALL", true, SUDOERS_LINE),
            tuple("sudoers:/etc/sudoers", "AzDevOps ALL=(ALL) ALL", false, SUDOERS_LINE),
            tuple("sudoers:/etc/sudoers.d/x", "AzDevOps ALL=NOPASSWD: ALL", false, SUDOERS_LINE));
  }

  /** Rules for a group, an id, everybody, through an alias or an included file: sudo knows. */
  @Test
  void rightsOfAnAccountThatShallHaveNone() {
    Profile strict = ProfileLoader.load("ado-runner-strict", List.of());
    String head = "User AzDevOps may run the following commands on x:\n    ";
    assertThat(extras(strict, Map.of("observe_sudo_rules", head + "(ALL) NOPASSWD: ALL\n")))
        .extracting(Extra::resource, Extra::summary, Extra::ofScript)
        .containsExactly(tuple("sudo:AzDevOps", "may do as root: (ALL) NOPASSWD: ALL", false));
    assertThat(
            extras(
                strict,
                Map.of(
                    "observe_sudo_rules",
                    head + "(root) NOPASSWD: ALL\n    (ALL : ALL) ALL\n",
                    "observe_sudoers",
                    "/etc/sudoers\u001fAzDevOps ALL=NOPASSWD: ALL\n")))
        .as("one is of the line that is told already, the other of a group that it is not in")
        .extracting(Extra::resource, Extra::summary)
        .containsExactly(
            tuple("sudoers:/etc/sudoers", "AzDevOps ALL=NOPASSWD: ALL"),
            tuple("sudo:AzDevOps", "may do as root: (ALL : ALL) ALL"));
    assertThat(
            extras(
                strict,
                Map.of("observe_sudo_rules", "User AzDevOps is not allowed to run sudo on x.\n")))
        .isEmpty();
    assertThat(extras(strict, Map.of("observe_sudo_rules", "sudo: parse error\n")))
        .extracting(Extra::summary)
        .containsExactly("what it may do as root cannot be told");
    assertThat(extras(Map.of("observe_sudo_rules", head + "(ALL) NOPASSWD: ALL\n")))
        .as("it shall have them all")
        .isEmpty();
  }

  @Test
  void entriesOfTheAccountOnHome() {
    Profile bare = ProfileLoader.load("ado-runner", List.of("agent.acl=[]"));
    String acl =
        "user::rwx\nuser:AzDevOps:r-x\nuser:other:rwx\ndefault:user:AzDevOps:rwx\n"
            + "default:user:other:rwx\n";
    assertThat(extras(bare, Map.of("observe_acl", acl)))
        .extracting(Extra::resource, Extra::summary, Extra::ofScript, Extra::tolerance)
        .containsExactly(
            tuple("acl:/home", "user:AzDevOps:r-x", false, HOME_ACL),
            tuple("acl:/home", "default:user:AzDevOps:rwx", true, HOME_ACL));
    assertThat(extras(Map.of("observe_acl", "default:user:AzDevOps:r--\n")))
        .as("a plan compares what the profile names")
        .isEmpty();
  }

  @Test
  void agentInItsFolder() {
    assertThat(extras(Map.of("observe_file", "directory|0755|AzDevOps|AzDevOps|4096\n")))
        .extracting(Extra::resource, Extra::ofScript, Extra::tolerance)
        .containsExactly(tuple("folder:/agent", true, AGENT_FOLDER));
    assertThat(extras(Map.of("observe_file", "symbolic link|0777|root|root|4\n/mnt")))
        .extracting(Extra::resource, Extra::summary, Extra::ofScript)
        .containsExactly(tuple("folder:/agent", "is a symbolic link", false));
    assertThat(extras(Map.of("observe_file", "absent\n"))).isEmpty();
  }

  /** The script looks for one account only. */
  @Test
  void anotherAccountOwesNothingToTheScript() {
    Profile other = ProfileLoader.load("ado-runner", List.of("agent.user=builder", "agent.acl=[]"));
    assertThat(
            extras(
                other,
                Map.of(
                    "observe_account",
                    account("/bin/sh", "builder docker").replace("AzDevOps", "builder"),
                    "observe_sudoers",
                    "/etc/sudoers\u001fbuilder ALL=NOPASSWD: ALL\n")))
        .hasSize(2)
        .noneMatch(Extra::ofScript);
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  private static Optional<Tolerance> none() {
    return Optional.empty();
  }

  private static Optional<Tolerance> explained(Resource desired, String seen) {
    return ScaleSet.explains(ALL, desired, Answers.to(desired, seen));
  }

  private static String account(String shell, String groups) {
    return "user AzDevOps:x:1001:1001::/home/AzDevOps:"
        + shell
        + "\nuid AzDevOps:x:1001:1001::/home/AzDevOps:"
        + shell
        + "\ngid AzDevOps:x:1001:\ngroup AzDevOps:x:1001:\ngroups "
        + groups
        + "\n";
  }

  private static List<Extra> extras(Map<String, String> answers) {
    return extras(PROFILE, answers);
  }

  /** A host that answers these functions, and every other question with nothing. */
  private static List<Extra> extras(Profile profile, Map<String, String> answers) {
    var all = new HashMap<Fact, Answer>();
    for (Fact fact : ScaleSet.facts(profile)) {
      String text = answers.getOrDefault(fact.call().function(), "");
      boolean ok = !text.isEmpty() || fact.call().function().equals("observe_sudo_rules");
      all.put(fact, new Answer(ok ? 0 : 1, text.getBytes(StandardCharsets.UTF_8)));
    }
    return ScaleSet.extras(profile, new Observation(all));
  }
}
