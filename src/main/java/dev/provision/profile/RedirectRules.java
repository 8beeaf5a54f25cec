package dev.provision.profile;

import dev.provision.containers.registries.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Redirects, each by itself and against each other. In registries.conf every redirect, blocked
 * prefix and insecure registry is an entry of one table, where the first of two equal prefixes wins
 * silently; containers/image, pkg/sysregistriesv2/system_registries_v2.go.
 */
final class RedirectRules {
  private static final KeyPath REGISTRIES = KeyPath.of("registries");

  private final Registries registries;
  private final Problems problems;

  private RedirectRules(Registries registries, Problems problems) {
    this.registries = registries;
    this.problems = problems;
  }

  static void check(Profile profile, Problems problems) {
    var rules = new RedirectRules(profile.registries(), problems);
    rules.checkEach();
    rules.checkLocations();
    rules.checkList(profile.registries().blocked(), REGISTRIES.key("blocked"), true);
    rules.checkList(profile.registries().insecure(), REGISTRIES.key("insecure"), false);
  }

  private static KeyPath at(int index) {
    return REGISTRIES.key("redirect").at(index);
  }

  private void checkEach() {
    var prefixes = new HashSet<String>();
    for (int i = 0; i < registries.redirects().size(); i++) {
      Registries.Redirect redirect = registries.redirects().get(i);
      String prefix = redirect.prefix();
      KeyPath at = at(i);
      NameFault.ofPrefix(prefix).ifPresent(fault -> fault.tell(prefix, at.key("prefix"), problems));
      if (!prefixes.add(prefix)) {
        problems.add(
            at.key("prefix"),
            Quoted.value(prefix) + " is redirected twice, and only the first counts",
            "remove one of the two");
      }
      checkLocation(redirect, at);
      checkMirrors(redirect, at);
    }
  }

  private void checkLocation(Registries.Redirect redirect, KeyPath at) {
    String location = redirect.location();
    if (!location.isEmpty()) {
      NameFault.ofLocation(location)
          .ifPresent(fault -> fault.tell(location, at.key("location"), problems));
    } else if (!redirect.prefix().startsWith("*.")) {
      problems.add(
          at.key("location"),
          "is missing, and " + Quoted.value(redirect.prefix()) + " is not a wildcard",
          "add location = \"HOST/PATH\"");
    }
  }

  private void checkMirrors(Registries.Redirect redirect, KeyPath at) {
    if (redirect.mirrorByDigestOnly() && redirect.mirrors().isEmpty()) {
      problems.add(
          at.key("mirror-by-digest-only"),
          "has no effect without mirrors",
          "add a mirror, or remove it");
    }
    var locations = new HashSet<String>();
    for (int i = 0; i < redirect.mirrors().size(); i++) {
      Registries.Mirror mirror = redirect.mirrors().get(i);
      KeyPath place = at.key("mirror").at(i);
      String location = mirror.location();
      NameFault.ofLocation(location)
          .ifPresent(fault -> fault.tell(location, place.key("location"), problems));
      if (!locations.add(location)) {
        problems.add(
            place.key("location"),
            Quoted.value(location) + " is a mirror twice",
            "remove one of the two");
      }
      if (redirect.mirrorByDigestOnly()
          && mirror.pullFromMirror() != Registries.PullFromMirror.ALL) {
        problems.add(
            place.key("pull-from-mirror"),
            "cannot stand beside mirror-by-digest-only",
            "remove one of the two; podman refuses the file");
      }
    }
  }

  /** podman refuses a file in which one location is both secure and insecure. */
  private void checkLocations() {
    Map<String, Boolean> insecure = new HashMap<>();
    registries.insecure().forEach(location -> insecure.put(location, true));
    for (int i = 0; i < registries.redirects().size(); i++) {
      Registries.Redirect redirect = registries.redirects().get(i);
      Boolean before =
          redirect.location().isEmpty()
              ? null
              : insecure.putIfAbsent(redirect.location(), redirect.insecure());
      if (before != null && before != redirect.insecure()) {
        problems.add(
            at(i).key("insecure"),
            "contradicts what stands elsewhere about "
                + Quoted.value(redirect.location())
                + "; podman refuses the file",
            "set insecure = " + before + " here, or change the other place");
      }
      checkBlocked(redirect, at(i));
    }
  }

  /** Blocking judges the name after the redirect; newDockerClient in containers/image. */
  private void checkBlocked(Registries.Redirect redirect, KeyPath at) {
    var prefixes = new ArrayList<>(registries.blocked());
    registries.redirects().forEach(each -> prefixes.add(each.prefix()));
    prefixes.addAll(registries.insecure());
    String location = redirect.location();
    Prefix.longest(location, prefixes)
        .filter(registries.blocked()::contains)
        .ifPresent(
            blocked ->
                problems.add(
                    at.key("location"),
                    Quoted.value(location)
                        + " is blocked by registries.blocked "
                        + Quoted.value(blocked),
                    "remove the block, or the redirect"));
  }

  private void checkList(List<String> prefixes, KeyPath path, boolean blocked) {
    for (int i = 0; i < prefixes.size(); i++) {
      String prefix = prefixes.get(i);
      boolean redirected =
          registries.redirects().stream().anyMatch(each -> each.prefix().equals(prefix));
      if (redirected && blocked) {
        problems.add(
            path.at(i),
            Quoted.value(prefix)
                + " is redirected, and a block beside a location elsewhere blocks nothing",
            "remove the redirect, or the block");
      } else if (redirected) {
        problems.add(
            path.at(i),
            Quoted.value(prefix) + " is redirected, and only the redirect counts",
            "set insecure at the redirect");
      } else if (!blocked && registries.blocked().contains(prefix)) {
        problems.add(
            path.at(i), Quoted.value(prefix) + " is blocked as well", "remove one of the two");
      }
    }
  }
}
