package dev.provision.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two forms of apt's sources; sources.list(5). */
final class AptSources {
  private static final Pattern LINE =
      Pattern.compile("deb\\s+(?:\\[([^\\]]*)]\\s+)?(\\S+)\\s+(\\S+)\\s*([^#]*).*");

  private AptSources() {}

  /**
   * One address with one suite.
   *
   * @param keyring a path, or empty text
   * @param options what else is said of it
   */
  record Source(
      String uri, String suite, List<String> components, String keyring, String options) {}

  static List<Source> of(String path, String text) {
    return path.endsWith(".sources") ? paragraphs(text) : lines(text);
  }

  private static List<Source> lines(String text) {
    var sources = new ArrayList<Source>();
    for (String line : text.lines().map(String::strip).toList()) {
      Matcher deb = LINE.matcher(line);
      if (deb.matches()) {
        var options = new ArrayList<String>();
        String keyring = "";
        for (String option : words(deb.group(1))) {
          if (option.toLowerCase(Locale.ROOT).startsWith("signed-by=")) {
            keyring = option.substring("signed-by=".length());
          } else {
            options.add(option);
          }
        }
        sources.add(
            new Source(
                deb.group(2),
                deb.group(3),
                words(deb.group(4)),
                keyring,
                String.join(" ", options)));
      }
    }
    return sources;
  }

  private static List<Source> paragraphs(String text) {
    var sources = new ArrayList<Source>();
    for (Map<String, String> stanza : stanzas(text)) {
      boolean off = stanza.getOrDefault("enabled", "yes").matches("(?i)no|false|off|0");
      if (off || !words(stanza.get("types")).contains("deb")) {
        continue;
      }
      String keyring = stanza.getOrDefault("signed-by", "");
      var options = new ArrayList<String>();
      stanza.forEach(
          (key, value) -> {
            if (!List.of("types", "uris", "suites", "components", "signed-by", "enabled")
                .contains(key)) {
              options.add(key + "=" + value);
            }
          });
      for (String uri : words(stanza.get("uris"))) {
        for (String suite : words(stanza.get("suites"))) {
          sources.add(
              new Source(
                  uri,
                  suite,
                  words(stanza.get("components")),
                  keyring.startsWith("/") ? keyring : "",
                  String.join(" ", options)));
        }
      }
    }
    return sources;
  }

  /** Paragraphs of fields in lower case; deb822(5). */
  static List<Map<String, String>> stanzas(String text) {
    var stanzas = new ArrayList<Map<String, String>>();
    Map<String, String> stanza = new LinkedHashMap<>();
    String field = "";
    for (String line : (text + "\n\n").split("\n", -1)) {
      int colon = line.indexOf(':');
      if (line.isBlank()) {
        if (!stanza.isEmpty()) {
          stanzas.add(stanza);
        }
        stanza = new LinkedHashMap<>();
      } else if (Character.isWhitespace(line.charAt(0)) && !field.isEmpty()) {
        stanza.merge(
            field, line.strip(), (one, two) -> one.length() > 4096 ? one : one + " " + two);
      } else if (colon > 0 && !line.startsWith("#")) {
        field = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        stanza.put(field, line.substring(colon + 1).strip());
      }
    }
    return stanzas;
  }

  private static List<String> words(String text) {
    return text == null || text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }
}
