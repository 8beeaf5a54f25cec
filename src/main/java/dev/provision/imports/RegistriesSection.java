package dev.provision.imports;

import dev.provision.containers.NamedText;
import dev.provision.containers.UnreadableException;
import dev.provision.containers.registries.RegistriesConf;
import dev.provision.containers.registries.RegistriesReader;
import dev.provision.containers.registries.Registry;
import dev.provision.containers.toml.TomlReader;
import dev.provision.containers.toml.TomlValue.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** registries.conf, version 1 or 2, and its drop-ins; containers-registries.conf(5). */
final class RegistriesSection implements Section {
  private static final String KEY = "registries";
  private static final String SYSTEM = "/etc/containers/registries.conf";
  private static final String OWN = ".config/containers/registries.conf";

  @Override
  public List<String> keys() {
    return List.of(
        "registries.unqualified-search",
        "registries.short-name-mode",
        "registries.aliases",
        "registries.redirect",
        "registries.redirect[].prefix",
        "registries.redirect[].location",
        "registries.redirect[].insecure",
        "registries.redirect[].mirror-by-digest-only",
        "registries.redirect[].mirror",
        "registries.redirect[].mirror[].location",
        "registries.redirect[].mirror[].insecure",
        "registries.redirect[].mirror[].pull-from-mirror",
        "registries.blocked",
        "registries.insecure");
  }

  @Override
  public void read(FoundHost host, Account account, Sketch sketch) {
    Optional<FoundFile> own = host.file(account.in(OWN));
    own.ifPresent(
        file ->
            sketch.fault(
                KEY,
                file.path(),
                "takes the place of " + SYSTEM + " and of its folder for this account",
                "apply writes the same to " + SYSTEM + "; then remove this file"));
    Optional<NamedText> main =
        own.or(() -> host.file(SYSTEM)).flatMap(file -> sketch.text(file, KEY));
    var dropIns = new ArrayList<NamedText>();
    if (own.isEmpty()) {
      dropIns.addAll(dropIns(host, SYSTEM + ".d", sketch));
    }
    dropIns.addAll(dropIns(host, account.in(OWN) + ".d", sketch));
    try {
      main.ifPresent(it -> tellOldVersion(it, sketch));
      put(RegistriesReader.merge(main, dropIns, host.podman()), sketch);
    } catch (UnreadableException e) {
      List<NamedText> all = new ArrayList<>(dropIns);
      main.ifPresent(all::add);
      sketch.fault(
          KEY,
          Faults.placeInToml(e, all),
          Faults.message(e),
          "podman refuses the file and every pull with it; nothing of it was taken, correct it and"
              + " import again");
      put(RegistriesConf.EMPTY, sketch);
    }
  }

  /** Those of packages, Debian's short names say, come with the packages. */
  private static List<NamedText> dropIns(FoundHost host, String folder, Sketch sketch) {
    var texts = new ArrayList<NamedText>();
    for (FoundFile file : host.ownIn(folder)) {
      if (file.name().endsWith("shortnames.conf")) {
        continue;
      }
      sketch
          .text(file, KEY)
          .ifPresent(
              text -> {
                texts.add(text);
                sketch.note(
                    KEY,
                    file.path()
                        + " is part of this; it stays on the host and counts more than what apply"
                        + " writes, so remove it then");
              });
    }
    return texts;
  }

  private static void tellOldVersion(NamedText file, Sketch sketch) {
    boolean old =
        TomlReader.read(file)
            .find("registries")
            .filter(Table.class::isInstance)
            .map(Table.class::cast)
            .filter(
                it ->
                    it.values().keySet().stream()
                        .anyMatch(List.of("search", "insecure", "block")::contains))
            .isPresent();
    if (old) {
      sketch.fault(
          KEY,
          file.path(),
          "is of version 1, which podman 6 refuses",
          "apply writes the same in version 2");
    }
  }

  private static void put(RegistriesConf conf, Sketch sketch) {
    sketch.put(
        "registries.unqualified-search",
        new ArrayList<>(
            new LinkedHashSet<>(
                conf.search().map(RegistriesConf.Search::registries).orElse(List.of()))));
    conf.mode()
        .ifPresent(
            it -> sketch.put("registries.short-name-mode", it.name().toLowerCase(Locale.ROOT)));
    var aliases = new TreeMap<String, String>();
    conf.aliases()
        .forEach(
            (name, alias) -> {
              if (!alias.name().isEmpty()) {
                aliases.put(name, alias.name());
              }
            });
    sketch.put("registries.aliases", aliases);
    var entries = new Entries(sketch);
    var seen = new LinkedHashSet<String>();
    conf.registries().stream().filter(it -> seen.add(it.prefix())).forEach(entries::add);
    entries.put();
  }

  /** A [[registry]] is a redirect, a block, or a registry without TLS. */
  private static final class Entries {
    private final List<Map<String, Object>> redirects = new ArrayList<>();
    private final List<String> blocked = new ArrayList<>();
    private final List<String> insecure = new ArrayList<>();
    private final Sketch sketch;

    Entries(Sketch sketch) {
      this.sketch = sketch;
    }

    void add(Registry it) {
      boolean alone =
          it.mirrors().isEmpty() && (it.location().isEmpty() || it.location().equals(it.prefix()));
      if (it.blocked() && alone) {
        blocked.add(it.prefix());
      } else if (alone && it.insecure()) {
        insecure.add(it.prefix());
      } else {
        redirects.add(redirect(it));
        if (it.blocked()) {
          sketch.fault(
              "registries.redirect",
              it.place().toString(),
              "blocked = true beside a location elsewhere, or mirrors, blocks nothing",
              it.prefix() + " is redirected here; to block it, name it in registries.blocked");
        }
      }
    }

    private static Map<String, Object> redirect(Registry it) {
      var redirect = new TreeMap<String, Object>();
      redirect.put("prefix", it.prefix());
      putUnless("", redirect, "location", it.location());
      putUnless(false, redirect, "insecure", it.insecure());
      putUnless(false, redirect, "mirror-by-digest-only", it.mirrorByDigestOnly());
      putUnless(List.of(), redirect, "mirror", it.mirrors().stream().map(Entries::mirror).toList());
      return redirect;
    }

    private static Map<String, Object> mirror(Registry.Mirror it) {
      var mirror = new TreeMap<String, Object>();
      mirror.put("location", it.location());
      putUnless(false, mirror, "insecure", it.insecure());
      String pull = it.pull().name().toLowerCase(Locale.ROOT).replace('_', '-');
      putUnless("all", mirror, "pull-from-mirror", pull);
      return mirror;
    }

    /** What is refused is shown to people, who would not write defaults. */
    private static void putUnless(
        Object usual, Map<String, Object> table, String key, Object value) {
      if (!value.equals(usual)) {
        table.put(key, value);
      }
    }

    void put() {
      sketch.put("registries.redirect", redirects);
      sketch.put("registries.blocked", blocked);
      sketch.put("registries.insecure", insecure);
    }
  }
}
