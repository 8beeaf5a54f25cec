package dev.provision.render;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Profile;
import dev.provision.profile.Registries;
import dev.provision.profile.Registries.PullFromMirror;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * registries.conf in version 2, never 1: podman stopped reading that (runner-images#14417).
 * containers-registries.conf(5).
 *
 * @param registries redirects in the profile's order, then blocked, then insecure ones
 */
public record RegistriesConf(
    List<String> unqualifiedSearch,
    String shortNameMode,
    List<Alias> aliases,
    List<Registry> registries)
    implements Meaning {
  private static final PodmanVersion PULL_FROM_MIRROR = new PodmanVersion(4, 1, 0);

  /** A short name and what it stands for. */
  public record Alias(String name, String repository) {}

  /**
   * One {@code [[registry]]}.
   *
   * @param location empty for a wildcard prefix whose names keep their place
   */
  public record Registry(
      String prefix,
      String location,
      boolean insecure,
      boolean blocked,
      boolean mirrorByDigestOnly,
      List<Mirror> mirrors) {}

  /**
   * One {@code [[registry.mirror]]}.
   *
   * @param pullFromMirror empty for every pull
   */
  public record Mirror(String location, boolean insecure, String pullFromMirror) {}

  static RegistriesConf of(Profile profile, Target target) {
    return of(profile.registries(), target);
  }

  static RegistriesConf of(Registries registries, Target target) {
    var entries = new ArrayList<Registry>();
    for (int i = 0; i < registries.redirects().size(); i++) {
      entries.add(redirect(registries, i, target));
    }
    registries.blocked().forEach(prefix -> entries.add(alone(prefix, false, true)));
    registries.insecure().forEach(prefix -> entries.add(alone(prefix, true, false)));
    return new RegistriesConf(
        registries.unqualifiedSearch().stream().map(RegistriesConf::withoutSlash).toList(),
        registries.shortNameMode().name().toLowerCase(Locale.ROOT),
        registries.aliases().entrySet().stream()
            .map(alias -> new Alias(alias.getKey(), alias.getValue()))
            .toList(),
        List.copyOf(entries));
  }

  private static Registry redirect(Registries registries, int index, Target target) {
    Registries.Redirect redirect = registries.redirects().get(index);
    String location = withoutSlash(redirect.location());
    String key = "registries.redirect[" + index + "]";
    return new Registry(
        withoutSlash(redirect.prefix()),
        location,
        redirect.insecure() || insecure(registries, location),
        false,
        redirect.mirrorByDigestOnly(),
        IntStream.range(0, redirect.mirrors().size())
            .filter(i -> keeps(redirect.mirrors().get(i), key + ".mirror[" + i + "]", target))
            .mapToObj(i -> mirror(registries, redirect.mirrors().get(i)))
            .toList());
  }

  /** A restricted mirror would serve every pull in a podman that ignores the restriction. */
  private static boolean keeps(Registries.Mirror mirror, String key, Target target) {
    if (mirror.pullFromMirror() == PullFromMirror.ALL || target.takes(PULL_FROM_MIRROR)) {
      return true;
    }
    target.omit(key, PULL_FROM_MIRROR, "the mirror is left out, images come from the location");
    return false;
  }

  private static Mirror mirror(Registries registries, Registries.Mirror mirror) {
    String location = withoutSlash(mirror.location());
    String pull =
        mirror.pullFromMirror() == PullFromMirror.ALL
            ? ""
            : mirror.pullFromMirror().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new Mirror(location, mirror.insecure() || insecure(registries, location), pull);
  }

  /** An entry about the registry itself; a wildcard has no location (podman would refuse it). */
  private static Registry alone(String prefix, boolean insecure, boolean blocked) {
    String name = withoutSlash(prefix);
    return new Registry(
        name, name.startsWith("*.") ? "" : name, insecure, blocked, false, List.of());
  }

  /**
   * Whether a place lies in a registry that is reached without TLS. podman takes the flag from the
   * entry that matched, and refuses two entries of one location that differ in it.
   */
  private static boolean insecure(Registries registries, String location) {
    return registries.insecure().stream()
        .map(RegistriesConf::withoutSlash)
        .anyMatch(name -> location.equals(name) || location.startsWith(name + "/"));
  }

  /** A mirror's trailing slash is only stripped by podman 5.5 and newer. */
  private static String withoutSlash(String name) {
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }

  @Override
  public Map<String, Object> tree() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("unqualified-search-registries", unqualifiedSearch);
    tree.put("short-name-mode", shortNameMode);
    var names = new LinkedHashMap<String, Object>();
    aliases.forEach(alias -> names.put(alias.name(), alias.repository()));
    if (!names.isEmpty()) {
      tree.put("aliases", names);
    }
    if (!registries.isEmpty()) {
      tree.put("registry", registries.stream().map(RegistriesConf::tree).toList());
    }
    return tree;
  }

  private static Map<String, Object> tree(Registry registry) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("prefix", registry.prefix());
    putUnless("", tree, "location", registry.location());
    putUnless(false, tree, "insecure", registry.insecure());
    putUnless(false, tree, "blocked", registry.blocked());
    putUnless(false, tree, "mirror-by-digest-only", registry.mirrorByDigestOnly());
    putUnless(
        List.of(), tree, "mirror", registry.mirrors().stream().map(RegistriesConf::tree).toList());
    return tree;
  }

  private static Map<String, Object> tree(Mirror mirror) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("location", mirror.location());
    putUnless(false, tree, "insecure", mirror.insecure());
    putUnless("", tree, "pull-from-mirror", mirror.pullFromMirror());
    return tree;
  }

  private static void putUnless(Object absent, Map<String, Object> tree, String key, Object value) {
    if (!value.equals(absent)) {
      tree.put(key, value);
    }
  }
}
