package dev.provision.containers.registries;

import dev.provision.containers.NamedText;
import dev.provision.containers.Place;
import dev.provision.containers.PodmanVersion;
import dev.provision.containers.UnreadableException;
import dev.provision.containers.reference.Reference;
import dev.provision.containers.registries.RegistriesConf.Mode;
import dev.provision.containers.registries.RegistriesConf.Search;
import dev.provision.containers.registries.Registry.Mirror;
import dev.provision.containers.registries.Registry.Pull;
import dev.provision.containers.toml.TomlReader;
import dev.provision.containers.toml.TomlValue.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads one registries.conf as a podman of a version does, with its words where it refuses it;
 * loadConfigFile and postProcessRegistries in containers/image, system_registries_v2.go.
 */
public final class RegistriesReader {
  private final PodmanVersion podman;
  private final Fields fields;

  private RegistriesReader(NamedText file, PodmanVersion podman) {
    this.podman = podman;
    this.fields = new Fields(file.path());
  }

  /**
   * The system's or the user's own file.
   *
   * @throws UnreadableException when this podman would refuse it
   */
  public static RegistriesConf read(NamedText file, PodmanVersion podman) {
    return new RegistriesReader(file, podman).read(withoutMark(file, podman), false);
  }

  /** A file of registries.conf.d, which cannot be of the old format. */
  public static RegistriesConf readDropIn(NamedText file, PodmanVersion podman) {
    return new RegistriesReader(file, podman).read(withoutMark(file, podman), true);
  }

  /** A main file and drop-ins in their order. */
  public static RegistriesConf merge(
      Optional<NamedText> main, List<NamedText> dropIns, PodmanVersion podman) {
    RegistriesConf merged =
        RegistriesConf.EMPTY.with(main.map(it -> read(it, podman)).orElse(RegistriesConf.EMPTY));
    for (NamedText dropIn : dropIns) {
      merged = merged.with(readDropIn(dropIn, podman));
    }
    return merged;
  }

  private static NamedText withoutMark(NamedText file, PodmanVersion podman) {
    return podman.atLeast(4, 4) && file.text().startsWith("\ufeff")
        ? new NamedText(file.path(), file.text().substring(1))
        : file;
  }

  private RegistriesConf read(NamedText file, boolean dropIn) {
    Table root = TomlReader.read(file);
    Optional<OldRegistries> old = OldRegistries.of(root, fields, podman);
    if (old.isPresent() && (dropIn || podman.atLeast(6, 0))) {
      throw fault(root.line(), "registry must be in v2 format but is in v1");
    }
    List<Table> tables = fields.tables(root, "registry");
    Optional<List<String>> search = fields.texts(root, "unqualified-search-registries");
    if (old.isPresent() && isNew(root, tables, search)) {
      throw fault(root.line(), "mixing sysregistry v1/v2 is not supported");
    }
    List<Registry> registries =
        old.map(OldRegistries::registries)
            .orElseGet(() -> tables.stream().map(this::registry).toList());
    Conflicts.check(registries);
    Optional<Search> checked =
        old.map(OldRegistries::search)
            .or(
                () ->
                    search.map(
                        it -> new Search(it, fields.place(root, "unqualified-search-registries"))))
            .map(this::checked);
    return new RegistriesConf(checked, mode(root), new AliasReader(fields).read(root), registries);
  }

  private boolean isNew(Table root, List<Table> tables, Optional<List<String>> search) {
    return podman.atLeast(4, 4)
        ? Stream.of(
                "registry",
                "unqualified-search-registries",
                "short-name-mode",
                "aliases",
                "credential-helpers")
            .anyMatch(key -> root.find(key).isPresent())
        : !tables.isEmpty() || search.filter(it -> !it.isEmpty()).isPresent();
  }

  private Registry registry(Table table) {
    String location = location(fields.place(table), fields.text(table, "location").orElse(""));
    String written = fields.text(table, "prefix").orElse("");
    if (written.isEmpty() && location.isEmpty()) {
      throw fault(table.line(), "invalid condition: both location and prefix are unset");
    }
    String prefix = written.isEmpty() ? location : location(fields.place(table), written);
    boolean wild = prefix.startsWith("*.");
    if (location.isEmpty() && !wild) {
      throw fault(
          table.line(),
          "invalid condition: location is unset and prefix is not in the format: *.example.com");
    }
    if (wild && prefix.matches("(?s).*[/@:].*")) {
      throw fault(
          table.line(),
          "Wildcarded prefix should be in the format: *.example.com. Current prefix "
              + Fields.quoted(prefix)
              + " is incorrectly formatted");
    }
    if (podman.atLeast(4, 1) && !fields.text(table, "pull-from-mirror").orElse("").isEmpty()) {
      throw fault(
          table.line(),
          "pull-from-mirror must not be set for a non-mirror registry " + Fields.quoted(prefix));
    }
    boolean digestOnly = fields.flag(table, "mirror-by-digest-only");
    var mirrors = new ArrayList<Mirror>();
    for (Table mirror : fields.tables(table, "mirror")) {
      mirrors.add(mirror(mirror, prefix, digestOnly));
    }
    return new Registry(
        prefix,
        location,
        fields.flag(table, "insecure"),
        fields.flag(table, "blocked"),
        digestOnly,
        mirrors,
        fields.place(table));
  }

  private Mirror mirror(Table table, String prefix, boolean digestOnly) {
    String written = fields.text(table, "location").orElse("");
    String stripped = location(fields.place(table), written);
    if (stripped.isEmpty()) {
      throw fault(table.line(), "invalid condition: mirror location is unset");
    }
    // Go's loop variable was a copy: what was stripped was lost until containers/image 5.35.
    String location = podman.atLeast(5, 5) ? stripped : written;
    // Unknown to containers/image before 5.21, and unknown keys vanish.
    String pull = podman.atLeast(4, 1) ? fields.text(table, "pull-from-mirror").orElse("") : "";
    if (digestOnly && !pull.isEmpty()) {
      throw fault(
          table.line(),
          "cannot set mirror usage mirror-by-digest-only for the registry (%s) and pull-from-mirror"
                  .formatted(Fields.quoted(prefix))
              + " for per-mirror (%s) at the same time".formatted(Fields.quoted(stripped)));
    }
    Pull which =
        switch (pull) {
          case "", "all" -> Pull.ALL;
          case "digest-only" -> Pull.DIGEST_ONLY;
          case "tag-only" -> Pull.TAG_ONLY;
          default ->
              throw fault(
                  table.line(),
                  "unsupported pull-from-mirror value %s for mirror %s"
                      .formatted(Fields.quoted(pull), Fields.quoted(stripped)));
        };
    return new Mirror(location, fields.flag(table, "insecure"), which, fields.place(table));
  }

  private String location(Place place, String written) {
    if (written.startsWith("http://") || written.startsWith("https://")) {
      throw new UnreadableException(
          place, "invalid location '" + written + "': URI schemes are not supported");
    }
    return Fields.withoutSlashes(written);
  }

  private Search checked(Search search) {
    var registries = new ArrayList<String>();
    for (String each : search.registries()) {
      String registry = location(search.place(), each);
      if (!Reference.isDomain(registry)) {
        throw new UnreadableException(
            search.place(),
            "Invalid unqualified-search-registries entry " + Fields.quoted(registry));
      }
      registries.add(registry);
    }
    return new Search(registries, search.place());
  }

  private Optional<Mode> mode(Table root) {
    return fields
        .text(root, "short-name-mode")
        .filter(it -> !it.isEmpty())
        .map(
            it ->
                Stream.of(Mode.values())
                    .filter(mode -> mode.name().toLowerCase(Locale.ROOT).equals(it))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new UnreadableException(
                                fields.place(root, "short-name-mode"),
                                "invalid short-name mode: " + Fields.quoted(it))));
  }

  private UnreadableException fault(int line, String message) {
    return fields.fault(line, message);
  }
}
