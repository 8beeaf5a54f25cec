package dev.provision.render;

import dev.provision.profile.Agent;
import dev.provision.profile.Packages.Repository;
import dev.provision.profile.Profile;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Values that go into formats without quoting (sudoers, tmpfiles.d, deb822, sysctl.d, comments): a
 * line break in one of them would be a line of its own. TOML, JSON and sh carry anything.
 */
final class PlainValues {
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
  private static final Pattern PATH = Pattern.compile("/[^\\s\\p{Cntrl}\"'\\\\%]+");
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
  private static final Pattern SYSCTL = Pattern.compile("[^\\s\\p{Cntrl}=#;]+");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern TOKEN = Pattern.compile("[^\\s\\p{Cntrl}]+");
  private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}\\u0085\\u2028\\u2029]+");
  private static final Pattern NO_NUL = Pattern.compile("[^\\x00]*");
  private static final Pattern ARMOUR =
      Pattern.compile(
          "(?s)\\s*-----BEGIN PGP PUBLIC KEY BLOCK-----\\R.*-----END PGP PUBLIC KEY BLOCK-----\\s*");

  private final Target target;

  private PlainValues(Target target) {
    this.target = target;
  }

  /** Refuses every value that its file could not carry. */
  static void check(Profile profile, Target target) {
    new PlainValues(target).check(profile);
  }

  private void check(Profile profile) {
    require("name", profile.name(), LINE, "a file name");
    Agent agent = profile.agent();
    require("agent.user", agent.user(), ACCOUNT, "an account name");
    require("agent.home", agent.home(), PATH, "an absolute path of plain characters");
    agent
        .environment()
        .forEach(
            (name, value) -> {
              require("agent.environment", name, VARIABLE, "a name that a shell takes");
              require("agent.environment." + name, value, NO_NUL, "a value without NUL");
            });
    profile.docker().wrapper().ifPresent(path -> path("docker.wrapper", path));
    profile.docker().socket().ifPresent(path -> path("docker.socket", path));
    all("socket.delegate", profile.socket().delegate(), TOKEN, "a cgroup controller");
    all("kernel.modules", profile.kernel().modules(), TOKEN, "a kernel module");
    profile
        .kernel()
        .sysctl()
        .forEach(
            (key, value) -> {
              require("kernel.sysctl", key, SYSCTL, "a sysctl key");
              require("kernel.sysctl." + key, value, LINE, "one line");
            });
    for (int i = 0; i < profile.packages().repositories().size(); i++) {
      repository("packages.repository[" + i + "]", profile.packages().repositories().get(i));
    }
  }

  private void repository(String place, Repository repository) {
    require(place + ".name", repository.name(), FILE, "a file name of plain characters");
    require(place + ".uri", repository.uri(), TOKEN, "a URI");
    require(place + ".suite", repository.suite(), TOKEN, "one word");
    all(place + ".components", repository.components(), TOKEN, "one word");
    all(place + ".pin-packages", repository.pinPackages(), TOKEN, "one word");
    require(place + ".key", repository.key(), ARMOUR, "an ASCII-armoured public key");
  }

  private void path(String place, String path) {
    require(place, path, PATH, "an absolute path of plain characters");
  }

  private void all(String place, List<String> values, Pattern pattern, String wanted) {
    values.forEach(value -> require(place, value, pattern, wanted));
  }

  private void require(String place, String value, Pattern pattern, String wanted) {
    if (!pattern.matcher(value).matches()) {
      target.refuse(place, "cannot be written as it is: " + Toml.value(value), "use " + wanted);
    }
  }
}
