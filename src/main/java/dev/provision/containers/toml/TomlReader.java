package dev.provision.containers.toml;

import dev.provision.containers.NamedText;
import dev.provision.containers.UnreadableException;
import dev.provision.containers.toml.TomlValue.Flag;
import dev.provision.containers.toml.TomlValue.Many;
import dev.provision.containers.toml.TomlValue.Other;
import dev.provision.containers.toml.TomlValue.Table;
import dev.provision.containers.toml.TomlValue.Word;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads TOML with the line of each value, which Jackson does not tell; toml.io/en/v1.0.0. Takes an
 * array twice as BurntSushi/toml does, of which podman is made: the last one counts.
 */
public final class TomlReader {
  private static final int DEEPEST = 64;
  private static final Pattern PLAIN =
      Pattern.compile("[+-]?(?:inf|nan|[0-9][0-9A-Za-z_.+:-]*(?: [0-9][0-9:.Z+-]*)?)");

  private final TomlCursor cursor;

  /** Tables that had a header; by identity, since each of a [[name]] has its own. */
  private final Set<Table> headers = Collections.newSetFromMap(new IdentityHashMap<>());

  private TomlReader(TomlCursor cursor) {
    this.cursor = cursor;
  }

  /**
   * The table of a whole file.
   *
   * @throws UnreadableException when it is no TOML
   */
  public static Table read(NamedText file) {
    return new TomlReader(new TomlCursor(file)).document();
  }

  private Table document() {
    Table root = Table.at(1);
    Table current = root;
    for (cursor.skipLines(); !cursor.atEnd(); cursor.skipLines()) {
      if (cursor.take("[[")) {
        current = header(root, true);
      } else if (cursor.take("[")) {
        current = header(root, false);
      } else {
        pair(current, 0);
      }
      cursor.endLine();
    }
    return root;
  }

  private Table header(Table root, boolean many) {
    int line = cursor.line();
    List<String> path = key();
    cursor.expect(many ? "]]" : "]");
    Table parent = descend(root, path.subList(0, path.size() - 1), line);
    String name = path.get(path.size() - 1);
    TomlValue known = parent.values().get(name);
    if (many) {
      if (known == null) {
        known = new Many(line, new ArrayList<>(), true);
        parent.values().put(name, known);
      }
      if (!(known instanceof Many array) || !array.ofTables()) {
        throw cursor.fault(line, "\"" + name + "\" is defined twice");
      }
      Table table = Table.at(line);
      array.values().add(table);
      return table;
    }
    Table table = known == null ? Table.at(line) : known instanceof Table it ? it : null;
    if (table == null || !headers.add(table)) {
      throw cursor.fault(line, "\"" + name + "\" is defined twice");
    }
    parent.values().put(name, table);
    return table;
  }

  private Table descend(Table from, List<String> path, int line) {
    Table table = from;
    for (String part : path) {
      TomlValue next = table.values().computeIfAbsent(part, key -> Table.at(line));
      if (next instanceof Many array && array.ofTables()) {
        next = array.values().get(array.values().size() - 1);
      }
      if (!(next instanceof Table inner)) {
        throw cursor.fault(line, "\"" + part + "\" is no table");
      }
      table = inner;
    }
    return table;
  }

  private void pair(Table table, int depth) {
    int line = cursor.line();
    List<String> path = key();
    cursor.expect("=");
    cursor.skipBlanks();
    TomlValue value = value(depth);
    Table parent = descend(table, path.subList(0, path.size() - 1), line);
    String name = path.get(path.size() - 1);
    TomlValue known = parent.values().put(name, value);
    if (known != null && !(known instanceof Many && value instanceof Many)) {
      throw cursor.fault(line, "\"" + name + "\" is defined twice");
    }
  }

  private List<String> key() {
    var parts = new ArrayList<String>();
    do {
      cursor.skipBlanks();
      parts.add(cursor.keyPart());
      cursor.skipBlanks();
      if (parts.size() > DEEPEST) {
        throw cursor.fault(cursor.line(), "the key has too many parts");
      }
    } while (cursor.take("."));
    return parts;
  }

  private TomlValue value(int depth) {
    if (depth > DEEPEST) {
      throw cursor.fault(cursor.line(), "values are nested too deeply");
    }
    int line = cursor.line();
    if (cursor.isQuote()) {
      return new Word(line, cursor.text(true));
    }
    if (cursor.take("[")) {
      return array(line, depth);
    }
    if (cursor.take("{")) {
      return inline(line, depth);
    }
    String plain = cursor.plain();
    if (plain.equals("true") || plain.equals("false")) {
      return new Flag(line, plain.equals("true"));
    }
    if (!PLAIN.matcher(plain).matches()) {
      throw cursor.fault(line, "a value is missing or malformed");
    }
    return new Other(line, plain);
  }

  private Many array(int line, int depth) {
    var values = new ArrayList<TomlValue>();
    cursor.skipLines();
    while (!cursor.take("]")) {
      values.add(value(depth + 1));
      cursor.skipLines();
      if (!cursor.take(",")) {
        cursor.expect("]");
        break;
      }
      cursor.skipLines();
    }
    return new Many(line, values, false);
  }

  private Table inline(int line, int depth) {
    Table table = Table.at(line);
    cursor.skipBlanks();
    if (cursor.take("}")) {
      return table;
    }
    do {
      pair(table, depth + 1);
      cursor.skipBlanks();
    } while (cursor.take(","));
    cursor.expect("}");
    return table;
  }
}
