package dev.provision.render;

import dev.provision.profile.Packages;
import dev.provision.profile.Packages.Repository;
import dev.provision.profile.Policy;
import dev.provision.profile.Policy.Signed;
import dev.provision.profile.Profile;
import dev.provision.profile.Registries;
import dev.provision.profile.Registries.Redirect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Profiles whose registries and repositories are all on the local server. */
final class LocalProfile {
  /** No shipped profile knows it. */
  static final String OUTSIDE = "outside.example.com";

  private LocalProfile() {}

  /** The same redirects to other places, and one for each name that is not redirected. */
  static Profile images(Profile profile, LocalServer server) {
    var redirects = new ArrayList<Redirect>();
    profile.registries().redirects().forEach(it -> redirects.add(local(it.prefix(), server)));
    Set<String> prefixes = new LinkedHashSet<>();
    scopes(profile.policy()).forEach(scope -> prefixes.add(withoutTag(scope)));
    prefixes.add(OUTSIDE);
    profile.registries().redirects().forEach(it -> prefixes.remove(it.prefix()));
    prefixes.forEach(prefix -> redirects.add(local(prefix, server)));
    Registries old = profile.registries();
    return TestProfiles.with(
        profile,
        new Registries(
            old.unqualifiedSearch(),
            old.shortNameMode(),
            old.aliases(),
            redirects,
            List.of(),
            List.of()));
  }

  /** An apt repository that is signed with the key in src/test/resources/apt. */
  static Profile apt(Profile profile, LocalServer server) {
    return TestProfiles.with(
        profile, new Packages(Map.of(), List.of(repository(server.repository()))));
  }

  static Repository repository(String address) {
    return new Repository(
        "local",
        "http://" + address + "/apt/",
        "./",
        List.of(),
        key("key.asc"),
        "DF9BD80E39D514FAFD999E5D3384EA25AE74DDF0",
        Optional.of(777),
        List.of("provision-test"));
  }

  static String key(String name) {
    try {
      return Files.readString(Path.of("src", "test", "resources", "apt", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the server shows names of this prefix. */
  static String path(String prefix) {
    return prefix.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }

  static List<String> scopes(Policy policy) {
    return Stream.of(
            policy.allow().getOrDefault("docker", List.of()).stream(),
            policy.reject().getOrDefault("docker", List.of()).stream(),
            policy.signed().stream().map(Signed::scope))
        .flatMap(scopes -> scopes)
        .filter(scope -> !scope.isEmpty())
        .toList();
  }

  /** Some image of a scope. */
  static String image(String scope) {
    String name = scope.startsWith("*.") ? "sub" + scope.substring(1) : scope;
    if (!withoutTag(name).equals(name)) {
      return name;
    }
    return name.contains("/") ? name + "/x:1" : name + "/library/x:1";
  }

  /** A redirect's prefix never has a tag: it would not match. */
  private static String withoutTag(String scope) {
    return scope.replaceFirst("(/[^/:]*):[^/]*$", "$1");
  }

  private static Redirect local(String prefix, LocalServer server) {
    return new Redirect(prefix, server.registry() + "/" + path(prefix), true, false, List.of());
  }
}
