package dev.provision.profile;

import java.util.List;
import java.util.Optional;

/** Short names, and the lists of registries; containers-registries.conf(5). */
final class RegistriesRules {
  private static final KeyPath REGISTRIES = KeyPath.of("registries");

  private RegistriesRules() {}

  static void check(Profile profile, Problems problems) {
    Registries registries = profile.registries();
    checkSearch(registries, problems);
    registries.aliases().forEach((name, value) -> checkAlias(name, value, problems));
    checkPrefixes(registries.blocked(), REGISTRIES.key("blocked"), problems);
    checkPrefixes(registries.insecure(), REGISTRIES.key("insecure"), problems);
  }

  private static void checkSearch(Registries registries, Problems problems) {
    KeyPath search = REGISTRIES.key("unqualified-search");
    List<String> names = registries.unqualifiedSearch();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      KeyPath at = search.at(i);
      NameFault.ofRegistry(name).ifPresent(fault -> fault.tell(name, at, problems));
    }
    Rules.refuseRepeats(names, search, problems);
    if (registries.shortNameMode() == Registries.ShortNameMode.ENFORCING && names.size() > 1) {
      problems.add(
          REGISTRIES.key("short-name-mode"),
          "enforcing asks which of "
              + names.size()
              + " registries is meant, and a pipeline has no terminal",
          "keep one registry in unqualified-search, or use permissive");
    }
  }

  /** containers/image, pkg/sysregistriesv2/shortnames.go. */
  private static void checkAlias(String name, String repository, Problems problems) {
    KeyPath at = REGISTRIES.key("aliases").key(name);
    String first = name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
    boolean registry = first.contains(".") || first.contains(":") || first.equals("localhost");
    if (registry || name.contains(":") || name.contains("@")) {
      problems.add(
          at,
          "the alias " + Quoted.value(name) + " is not a short name",
          "write it without registry, tag and digest");
    } else if (!name.matches("[a-z0-9]+([._/-]+[a-z0-9]+)*")) {
      problems.add(
          at, "the alias " + Quoted.value(name) + " never matches", "write it in lower case");
    }
    Optional<NameFault> fault = NameFault.ofLocation(repository);
    fault.ifPresent(each -> each.tell(repository, at, problems));
    if (fault.isEmpty() && !repository.contains("/")) {
      problems.add(
          at,
          Quoted.value(repository) + " is a registry without a repository",
          "write a full name, such as " + repository + "/" + name);
    }
  }

  private static void checkPrefixes(List<String> prefixes, KeyPath path, Problems problems) {
    for (int i = 0; i < prefixes.size(); i++) {
      String prefix = prefixes.get(i);
      KeyPath at = path.at(i);
      NameFault.ofPrefix(prefix).ifPresent(fault -> fault.tell(prefix, at, problems));
    }
    Rules.refuseRepeats(prefixes, path, problems);
  }
}
