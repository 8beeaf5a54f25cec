package dev.provision.profile;

import java.util.ArrayList;
import java.util.List;

/** apt repositories: sources.list(5), apt_preferences(5), and the key that signs them. */
final class RepositoryRules {
  private static final KeyPath REPOSITORY = KeyPath.of("packages", "repository");

  private RepositoryRules() {}

  static void check(Profile profile, Problems problems) {
    List<Packages.Repository> repositories = profile.packages().repositories();
    var names = new ArrayList<String>();
    for (int i = 0; i < repositories.size(); i++) {
      KeyPath at = REPOSITORY.at(i);
      Packages.Repository repository = repositories.get(i);
      if (names.contains(repository.name())) {
        problems.add(
            at.key("name"),
            "two repositories are called " + repository.name(),
            "give each a name of its own: it names files");
      }
      names.add(repository.name());
      checkComponents(repository, at, problems);
      checkPin(repository, at, problems);
      checkKey(repository, at, problems);
    }
  }

  private static void checkComponents(
      Packages.Repository repository, KeyPath at, Problems problems) {
    boolean flat = repository.suite().endsWith("/");
    if (flat && !repository.components().isEmpty()) {
      problems.add(
          at.key("components"),
          "a flat repository, whose suite ends in /, has no components",
          "remove them, or name a suite without /");
    }
    if (!flat && repository.components().isEmpty()) {
      problems.add(
          at.key("components"),
          "the suite " + Quoted.value(repository.suite()) + " needs components",
          "add components = [\"main\"]; the suite of a flat repository ends in /");
    }
    Rules.refuseRepeats(repository.components(), at.key("components"), problems);
  }

  private static void checkPin(Packages.Repository repository, KeyPath at, Problems problems) {
    if (repository.pin().filter(pin -> pin == 0).isPresent()) {
      problems.add(
          at.key("pin"),
          "apt does not define what the priority 0 means",
          "use -1 to keep packages out, 1 to 499 to prefer others, 500 or more to prefer these");
    }
    if (repository.pin().isEmpty() && !repository.pinPackages().isEmpty()) {
      problems.add(
          at.key("pin-packages"), "has no effect without pin", "add pin = 600, or remove it");
    }
    Rules.refuseRepeats(repository.pinPackages(), at.key("pin-packages"), problems);
  }

  private static void checkKey(Packages.Repository repository, KeyPath at, Problems problems) {
    try {
      String fingerprint = OpenPgpKey.fingerprint(repository.key());
      if (!fingerprint.equalsIgnoreCase(repository.fingerprint())) {
        problems.add(
            at.key("fingerprint"),
            "the key has the fingerprint " + fingerprint,
            "find out which of the two is right; do not copy one over the other");
      }
    } catch (OpenPgpKey.UnsoundException e) {
      problems.add(at.key("key"), e.getMessage(), "use the output of gpg --armor --export KEY");
    }
  }
}
