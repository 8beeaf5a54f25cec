package dev.provision.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.provision.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding, extending and overriding. */
class ProfileLoaderTest {
  @TempDir private Path folder;

  @Test
  void anEmptyProfileWorks() throws IOException {
    Profile profile = load("x.toml", "");

    assertThat(profile.name()).isEqualTo("x");
    assertThat(profile.agent().user()).isEqualTo("AzDevOps");
    assertThat(profile.agent().home()).isEqualTo("/home/AzDevOps");
    assertThat(profile.packages().install())
        .containsOnlyKeys(
            "acl",
            "buildah",
            "ca-certificates",
            "catatonit",
            "crun",
            "dbus-user-session",
            "podman",
            "skopeo",
            "slirp4netns",
            "uidmap");
    assertThat(profile.policy().allow())
        .isEqualTo(Map.of("docker", List.of("docker.io"), "containers-storage", List.of("")));
    assertThat(profile.docker().socket()).contains("/run/docker.sock");
    assertThat(profile.socket().delegate())
        .containsExactly("cpu", "cpuset", "io", "memory", "pids");
  }

  @Test
  void theHomeFollowsFromTheUser() throws IOException {
    assertThat(load("x.toml", "", "agent.user=builder").agent().home()).isEqualTo("/home/builder");
  }

  @Test
  void packagesAddToTheDefaultAndListsReplaceIt() throws IOException {
    Profile profile =
        load("x.toml", "[packages.install]\njq = \"*\"\n[agent]\ngroups = [\"video\"]\n");

    assertThat(profile.packages().install()).containsKeys("jq", "podman");
    assertThat(profile.agent().groups()).containsExactly("video");
  }

  @Test
  void anEmptyStringIsNoneWhereThereIsADefault() throws IOException {
    Profile profile =
        load(
            "x.toml",
            "[docker]\nwrapper = \"\"\nsocket = \"\"\n[containers]\nimage-format = \"\"\n");

    assertThat(profile.docker().wrapper()).isEmpty();
    assertThat(profile.docker().socket()).isEmpty();
    assertThat(profile.containers().imageFormat()).isEmpty();
  }

  @Test
  void aProfileBesideTheWorkingDirectoryHidesAShippedOne() throws IOException {
    write("profiles/ado-runner.toml", "description = \"mine\"\n");

    assertThat(ProfileLoader.load(folder, "ado-runner", List.of()).description()).isEqualTo("mine");
  }

  @Test
  void extendsMergesTablesAndReplacesTheRest() throws IOException {
    write("profiles/team.toml", "extends = \"./../base.toml\"\n[agent]\nuid = 1500\n");
    write(
        "base.toml",
        "[agent]\nuid = 1400\ngid = 1400\ngroups = [\"adm\", \"sudo\"]\n"
            + "[agent.environment]\nA = \"1\"\nB = \"1\"\n");

    Profile profile =
        load(
            "x.toml",
            "extends = \"team\"\n[agent]\ngroups = [\"adm\"]\n[agent.environment]\nB = \"2\"\n");

    assertThat(profile.agent().uid()).isEqualTo(1500);
    assertThat(profile.agent().gid()).isEqualTo(1400);
    assertThat(profile.agent().groups()).containsExactly("adm");
    assertThat(profile.agent().environment()).isEqualTo(Map.of("A", "1", "B", "2"));
  }

  @Test
  void aProblemStandsWhereItsKeyStands() throws IOException {
    write("base.toml", "[agent]\nshell = \"/bin/false\"\nhome = \"/home\"\n");

    assertThat(refused("x.toml", "extends = \"./base.toml\"\n[agent]\nhome = \"/etc/x\"\n"))
        .extracting(Problem::place)
        .containsExactly("x.toml: agent.home", "base.toml: agent.shell");
  }

  @Test
  void aKeyFileIsRelativeToTheProfileThatNamesIt() throws IOException {
    Path key = Path.of("src/test/resources/profiles/bad/keys/alpha.asc");
    Files.createDirectories(folder.resolve("base/keys"));
    Files.copy(key, folder.resolve("base/keys/a.asc"));
    write(
        "base/base.toml",
        "[[packages.repository]]\nname = \"corp\"\nuri = \"https://apt.corp/debian\"\n"
            + "suite = \"./\"\nkey-file = \"keys/a.asc\"\n"
            + "fingerprint = \"4546F71A3A63110ADF9DB5518B2E6943B32D59E2\"\n");

    Profile profile = load("x.toml", "extends = \"base/base.toml\"\n");

    assertThat(profile.packages().repositories().get(0).key()).isEqualTo(Files.readString(key));
  }

  @Test
  void circlesEnd() throws IOException {
    write("a.toml", "extends = \"./b.toml\"\n");
    write("b.toml", "extends = \"./sub/../a.toml\"\n");

    assertThat(refused("x.toml", "extends = \"./a.toml\"\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).startsWith("goes in a circle"));
  }

  @Test
  void longChainsEnd() throws IOException {
    for (int i = 0; i < 30; i++) {
      write("p" + i + ".toml", "extends = \"./p" + (i + 1) + ".toml\"\n");
    }
    write("p30.toml", "");

    assertThat(refused("x.toml", "extends = \"./p0.toml\"\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("17th"));
  }

  @Test
  void settingsAreTomlOrElseText() throws IOException {
    Profile profile =
        load(
            "x.toml",
            "[[registries.redirect]]\nprefix = \"docker.io\"\nlocation = \"a.corp\"\n",
            "agent.uid=1500",
            "agent.user=builder",
            "agent.home=\"/srv/agent\"",
            "agent.groups=[\"adm\"]",
            "agent.linger=true",
            "agent.environment.A=b=c",
            "registries.redirect[0].location=b.corp/docker",
            "kernel.sysctl.\"net.ipv4.ip_forward\"='1'",
            "description=two words");

    assertThat(profile.agent().uid()).isEqualTo(1500);
    assertThat(profile.agent().user()).isEqualTo("builder");
    assertThat(profile.agent().home()).isEqualTo("/srv/agent");
    assertThat(profile.agent().groups()).containsExactly("adm");
    assertThat(profile.agent().environment()).containsEntry("A", "b=c");
    assertThat(profile.registries().redirects().get(0).location()).isEqualTo("b.corp/docker");
    assertThat(profile.kernel().sysctl()).containsEntry("net.ipv4.ip_forward", "1");
    assertThat(profile.description()).isEqualTo("two words");
  }

  @Test
  void laterSettingsWin() throws IOException {
    assertThat(load("x.toml", "", "agent.uid=1500", "agent.uid=1600").agent().uid())
        .isEqualTo(1600);
  }

  @Test
  void unsoundSettingsAreAllTold() throws IOException {
    assertThat(
            refused(
                "x.toml",
                "",
                "agent.uid",
                "=1",
                "[0]=1",
                "a..b=1",
                "registries.redirect[0].prefix=x",
                "agent.user.name=x",
                "description[0]=x",
                "agent.groups[0]=x"))
        .extracting(Problem::toString)
        .containsExactly(
            "--set \"agent.uid\": is not key.path=value; write for example --set agent.uid=1500",
            "--set \"=1\": is not key.path=value; write for example --set agent.uid=1500",
            "--set \"[0]=1\": is not key.path=value; write for example --set agent.uid=1500",
            "--set \"a..b=1\": is not key.path=value; write for example --set agent.uid=1500",
            "--set registries.redirect[0].prefix: leads to an array element that does not exist;"
                + " set the whole array",
            "--set description[0]: leads to an array element that does not exist;"
                + " set the whole array",
            "--set agent.groups[0]: leads to an array element that does not exist;"
                + " set the whole array");
  }

  @Test
  void aSettingCannotSmuggleInMoreKeys() throws IOException {
    assertThat(refused("x.toml", "", "description=1\n[agent]\nuid=1500"))
        .extracting(Problem::place)
        .containsExactly("--set description");
  }

  @Test
  void problemsOfSettingsNameThem() throws IOException {
    assertThat(refused("x.toml", "", "agent.user=root", "agent={uid=1, gid=1}"))
        .extracting(Problem::place)
        .containsExactly("--set agent: agent.uid", "--set agent: agent.gid");
    assertThat(refused("x.toml", "", "agent.user=root", "extends=ado-runner"))
        .extracting(Problem::toString)
        .containsExactly(
            "--set extends: cannot be set here; write it into a profile of your own, or use"
                + " --profile");
  }

  @Test
  void unknownNamesGetTheNearestOne() {
    assertThatThrownBy(() -> ProfileLoader.load(folder, "ado-runer", List.of()))
        .hasMessage(
            "--profile \"ado-runer\": no profile of the name \"ado-runer\"; did you mean"
                + " \"ado-runner\"?; a file needs its path, ./x.toml");
    assertThatThrownBy(() -> ProfileLoader.load(folder, "../../etc/passwd\n", List.of()))
        .isInstanceOf(InvalidProfileException.class)
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> ProfileLoader.load(folder, "./nul\0.toml", List.of()))
        .isInstanceOf(InvalidProfileException.class);
    assertThatThrownBy(() -> ProfileLoader.load(folder, "", List.of()))
        .isInstanceOf(InvalidProfileException.class);
    assertThatThrownBy(() -> ProfileLoader.load(folder, "./", List.of()))
        .isInstanceOf(InvalidProfileException.class);
  }

  @Test
  void hugeFilesAreNotRead() throws IOException {
    assertThat(refused("x.toml", "# ".repeat(600_000)))
        .extracting(Problem::message)
        .containsExactly("is larger than 1024 KiB");
  }

  @Test
  void endsWithTheExitCodeOfAnUnsoundProfile() throws IOException {
    write("x.toml", "[agnt]\n");

    var thrown =
        catchThrowableOfType(
            InvalidProfileException.class, () -> ProfileLoader.load(folder, "./x.toml", List.of()));

    assertThat(thrown.exitCode()).isEqualTo(ExitCode.INVALID_PROFILE);
    assertThat(thrown.problems()).hasSize(1);
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private Profile load(String file, String text, String... settings) throws IOException {
    write(file, text);
    return ProfileLoader.load(folder, file, List.of(settings));
  }

  private List<Problem> refused(String file, String text, String... settings) throws IOException {
    write(file, text);
    return catchThrowableOfType(
            InvalidProfileException.class,
            () -> ProfileLoader.load(folder, file, List.of(settings)))
        .problems();
  }
}
