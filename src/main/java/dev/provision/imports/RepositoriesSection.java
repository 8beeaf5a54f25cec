package dev.provision.imports;

import dev.provision.profile.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** apt repositories beside the distribution's, with their keys; sources.list(5). */
final class RepositoriesSection implements Section {
  private static final String KEY = "packages.repository";
  private static final String MAIN = "/etc/apt/sources.list";
  private static final String PREFERENCES = "/etc/apt/preferences.d";

  private static final Pattern DISTRIBUTION =
      Pattern.compile(
          "https?://(?:[a-z0-9.-]+\\.)?(?:debian\\.org|ubuntu\\.com|azure\\.archive\\.ubuntu\\.com)"
              + "(?:[:/].*)?");

  @Override
  public List<String> keys() {
    return List.of(
        "packages.repository",
        "packages.repository[].name",
        "packages.repository[].uri",
        "packages.repository[].suite",
        "packages.repository[].components",
        "packages.repository[].key",
        "packages.repository[].fingerprint",
        "packages.repository[].pin",
        "packages.repository[].pin-packages");
  }

  @Override
  public void read(FoundHost host, Account account, Sketch sketch) {
    var all = new ArrayList<Map<String, Object>>();
    var names = new ArrayList<String>();
    host.file(MAIN)
        .filter(it -> it.owned().isEmpty())
        .ifPresent(file -> add(file, host, names, all, sketch));
    host.ownIn("/etc/apt/sources.list.d").forEach(file -> add(file, host, names, all, sketch));
    sketch.put(KEY, all);
  }

  private static void add(
      FoundFile file,
      FoundHost host,
      List<String> names,
      List<Map<String, Object>> all,
      Sketch sketch) {
    sketch.text(file, KEY).map(text -> AptSources.of(file.path(), text.text())).stream()
        .flatMap(List::stream)
        .filter(source -> !DISTRIBUTION.matcher(source.uri()).matches())
        .filter(source -> !isMirror(source, file, sketch))
        .forEach(
            source ->
                repository(source, file, host, sketch)
                    .ifPresent(
                        it -> {
                          it.put("name", free(name(file), names));
                          all.add(it);
                        }));
  }

  /** An installer asks for one and puts it there. */
  private static boolean isMirror(AptSources.Source source, FoundFile file, Sketch sketch) {
    boolean mirror = file.path().equals(MAIN) && source.components().contains("main");
    if (mirror) {
      sketch.note(
          KEY, file.path() + " has " + source.uri() + ", a mirror of the distribution; it stays");
    }
    return mirror;
  }

  private static Optional<Map<String, Object>> repository(
      AptSources.Source source, FoundFile file, FoundHost host, Sketch sketch) {
    if (source.keyring().isEmpty()) {
      sketch.fault(
          KEY,
          file.path(),
          source.uri() + " names no keyring (Signed-By), and a profile wants the repository's key",
          "it was not taken and stays on the host");
      return Optional.empty();
    }
    Optional<byte[]> keyring = host.file(source.keyring()).flatMap(FoundFile::content);
    SigningKey key = keyring.map(SigningKey::of).orElse(new SigningKey("", "", Optional.of("")));
    if (key.fault().isPresent()) {
      sketch.fault(
          KEY,
          source.keyring(),
          keyring.isEmpty() ? "could not be read" : key.fault().get(),
          source.uri() + " was not taken and stays on the host");
      return Optional.empty();
    }
    if (!source.options().isEmpty()) {
      sketch.note(KEY, file.path() + " also says " + source.options() + ", a profile cannot");
    }
    sketch.note(KEY, "from " + file.path() + ", which stays beside apply's; remove it then");
    var entry = new TreeMap<String, Object>();
    entry.put("uri", source.uri());
    entry.put("suite", source.suite());
    entry.put("components", source.components());
    entry.put("key", key.armoured());
    entry.put("fingerprint", key.fingerprint());
    pin(source, host, entry);
    return Optional.of(entry);
  }

  /** apt tells repositories by their host; apt_preferences(5). */
  private static void pin(AptSources.Source source, FoundHost host, Map<String, Object> entry) {
    Matcher hostName = Pattern.compile("https?://([^/:]+).*").matcher(source.uri());
    if (!hostName.matches()) {
      return;
    }
    for (FoundFile file : host.ownIn(PREFERENCES)) {
      for (Map<String, String> stanza : AptSources.stanzas(file.text().orElse(""))) {
        boolean meant =
            stanza.getOrDefault("pin", "").replace("\"", "").equals("origin " + hostName.group(1));
        String priority = stanza.getOrDefault("pin-priority", "");
        if (meant && priority.matches("-?[0-9]{1,5}")) {
          entry.put("pin", Integer.parseInt(priority));
          String packages = stanza.getOrDefault("package", "*");
          entry.put(
              "pin-packages", packages.equals("*") ? List.of() : List.of(packages.split("\\s+")));
        }
      }
    }
  }

  private static String name(FoundFile file) {
    return file.name()
        .replaceFirst("\\.(?:list|sources)$", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9_-]+", "-")
        .replaceFirst("^[_-]+", "");
  }

  private static String free(String name, List<String> names) {
    String free = name.isEmpty() ? "repository" : name;
    for (int i = 2; names.contains(free); i++) {
      free = name + "-" + i;
    }
    names.add(free);
    return free;
  }
}
