package dev.provision.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A profile as a person would write it: what differs from the defaults, each key with what is to be
 * said of it. Made from the shapes of the records, so that no key can be forgotten.
 */
final class ProfileText {
  private static final int WIDEST = 96;

  /** A host can have anything any number of times. */
  private static final int MOST = 60;

  private final Map<String, List<String>> comments;
  private final StringBuilder text = new StringBuilder();

  ProfileText(Map<String, List<String>> comments) {
    this.comments = comments;
  }

  String of(Profile profile, List<String> head, List<String> foot) {
    comment(head);
    section(RecordShape.of(Profile.class), profile, "", "", false);
    if (!foot.isEmpty()) {
      text.append('\n');
      comment(foot);
    }
    return text.toString().strip() + "\n";
  }

  /**
   * @param path for comments, the same for all elements of an array
   * @param header of the table; empty for the whole profile
   */
  private void section(
      RecordShape shape, Object value, String path, String header, boolean element) {
    Map<String, Object> siblings = new LinkedHashMap<>();
    int start = text.length();
    boolean any = element;
    for (KeyShape key : shape.keys()) {
      siblings.put(key.component(), key.of(value));
      any |= isPlain(key, siblings) && key(key, value, siblings, path + key.name());
    }
    if (any && !header.isEmpty()) {
      text.insert(start, header + "\n");
    }
    for (KeyShape key : shape.keys()) {
      if (!isPlain(key, siblings)) {
        tables(key, value, siblings, path + key.name());
      }
    }
  }

  /** What stands on lines of its section, before the tables below it. */
  private static boolean isPlain(KeyShape key, Map<String, Object> siblings) {
    boolean tables =
        key.shape() instanceof RecordShape
            || key.shape() instanceof ListShape list && list.element() instanceof RecordShape
            || key.shape() instanceof TableShape
                && !((Map<?, ?>) siblings.get(key.component())).isEmpty();
    return !tables;
  }

  /** Whether anything was written. */
  private boolean key(KeyShape key, Object value, Map<String, Object> siblings, String path) {
    boolean said = say(said(key, path));
    JsonNode node = key.shape().write(key.of(value));
    boolean usual = node.equals(key.defaults(siblings));
    if (!usual) {
      text.append(key.name()).append(" = ").append(TomlValue.of(node)).append('\n');
    }
    return said || !usual;
  }

  private void tables(KeyShape key, Object value, Map<String, Object> siblings, String path) {
    Object inner = key.of(value);
    boolean said = gap(said(key, path));
    if (key.shape() instanceof RecordShape record) {
      section(record, inner, path + ".", (said ? "" : "\n") + "[" + path + "]", false);
    } else if (key.shape() instanceof ListShape list) {
      for (Object element : (List<?>) inner) {
        String header = (said ? "" : "\n") + "[[" + path + "]]";
        section((RecordShape) list.element(), element, path + ".", header, true);
        said = false;
      }
    } else {
      JsonNode node = key.shape().write(inner);
      JsonNode usual = key.defaults(siblings);
      if (!node.equals(usual)) {
        table(key.key().adds() ? less(node, usual) : node, path, said);
      }
    }
  }

  /** A comment that stands above a header. */
  private boolean gap(List<String> said) {
    if (said.isEmpty()) {
      return false;
    }
    text.append('\n');
    return say(said);
  }

  private void table(JsonNode table, String path, boolean said) {
    var plain = new StringBuilder();
    table
        .properties()
        .forEach(
            entry -> {
              if (!entry.getValue().isObject()) {
                plain
                    .append(TomlValue.key(entry.getKey()))
                    .append(" = ")
                    .append(TomlValue.of(entry.getValue()))
                    .append('\n');
              }
            });
    if (!plain.isEmpty()) {
      text.append(said ? "" : "\n").append('[').append(path).append("]\n").append(plain);
    }
    table
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().isObject()) {
                table(entry.getValue(), path + "." + TomlValue.key(entry.getKey()), false);
              }
            });
  }

  /** What a table adds to its default. */
  private static JsonNode less(JsonNode table, JsonNode usual) {
    ObjectNode more = JsonNodeFactory.instance.objectNode();
    table
        .properties()
        .forEach(
            entry -> {
              JsonNode known = usual.path(entry.getKey());
              JsonNode value = entry.getValue();
              if (!value.equals(known)) {
                more.set(entry.getKey(), value.isObject() ? less(value, known) : value);
              }
            });
    return more;
  }

  /** At a key; of a table whose keys are the user's own, at these as well. */
  private List<String> said(KeyShape key, String path) {
    return comments.entrySet().stream()
        .filter(
            it ->
                it.getKey().equals(path)
                    || key.shape() instanceof TableShape && it.getKey().startsWith(path + "."))
        .flatMap(it -> it.getValue().stream())
        .toList();
  }

  private boolean say(List<String> said) {
    comment(said);
    return !said.isEmpty();
  }

  private void comment(List<String> said) {
    said.stream().distinct().limit(MOST).forEach(this::comment);
    if (said.size() > MOST) {
      comment("and " + (said.size() - MOST) + " more");
    }
  }

  private void comment(String said) {
    var line = new StringBuilder("#");
    for (String word : harmless(said).split(" ")) {
      if (line.length() + word.length() >= WIDEST && line.length() > 1) {
        text.append(line).append('\n');
        line.setLength(1);
      }
      line.append(' ').append(word);
    }
    text.append(line).append('\n');
  }

  /** One line; what shows nothing is a question mark, and no logging command begins in it. */
  private static String harmless(String said) {
    var line = new StringBuilder();
    said.codePoints().forEach(c -> line.appendCodePoint(Hidden.test(c) ? '?' : c));
    return line.toString().replaceAll("#(?=\\s*#)", "#_").strip();
  }
}
