package dev.provision.imports;

import dev.provision.containers.NamedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Assignments of a file that a shell sources, one a line; POSIX.1-2017, 2.2 and 2.9.1. What a shell
 * would have to work out is told and not guessed.
 *
 * @param exported variables that programs get
 * @param kept variables that only the shell has, with their lines
 * @param faults line to what is wrong with it
 */
record ShellAssignments(
    Map<String, String> exported, Map<String, Integer> kept, Map<Integer, String> faults) {
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);
  private static final Pattern EXPORT =
      Pattern.compile("export((?:\\s+[A-Za-z_][A-Za-z0-9_]*)+)\\s*");
  private static final String OPEN = "has a quote without its end, so the shell reads on past it";

  /** Thrown where a value cannot be told. */
  private static final class Unclear extends Exception {
    private static final long serialVersionUID = 1L;

    Unclear(String message) {
      super(message);
    }
  }

  static ShellAssignments of(NamedText file) {
    var exported = new LinkedHashMap<String, String>();
    var values = new LinkedHashMap<String, String>();
    var lines = new LinkedHashMap<String, Integer>();
    var faults = new LinkedHashMap<Integer, String>();
    int number = 0;
    for (String line : file.text().lines().toList()) {
      number++;
      for (String part : parts(line.strip())) {
        Matcher assignment = ASSIGNMENT.matcher(part);
        Matcher export = EXPORT.matcher(part);
        if (export.matches()) {
          for (String name : export.group(1).strip().split("\\s+")) {
            if (values.containsKey(name)) {
              exported.put(name, values.get(name));
            }
          }
        } else if (assignment.matches()) {
          String name = assignment.group(2);
          try {
            values.put(name, value(assignment.group(3)));
            lines.put(name, number);
            if (assignment.group(1) != null || exported.containsKey(name)) {
              exported.put(name, values.get(name));
            }
          } catch (Unclear e) {
            faults.put(number, e.getMessage());
            if (e.getMessage().equals(OPEN)) {
              return new ShellAssignments(exported, kept(lines, exported), faults);
            }
          }
        } else {
          faults.put(number, "is more than an assignment");
        }
      }
    }
    return new ShellAssignments(exported, kept(lines, exported), faults);
  }

  private static Map<String, Integer> kept(
      Map<String, Integer> lines, Map<String, String> exported) {
    var kept = new LinkedHashMap<>(lines);
    kept.keySet().removeAll(exported.keySet());
    return kept;
  }

  /** What stands between semicolons, and before a comment. */
  private static List<String> parts(String line) {
    var parts = new ArrayList<String>();
    char quote = 0;
    int start = 0;
    int end = line.length();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && quote != '\'') {
        i++;
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == ';') {
        parts.add(line.substring(start, i).strip());
        start = i + 1;
      } else if (c == '#' && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
        end = i;
        break;
      }
    }
    parts.add(line.substring(Math.min(start, end), end).strip());
    parts.removeIf(String::isEmpty);
    return parts;
  }

  private static String value(String word) throws Unclear {
    var value = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (quote == '\'') {
        quote = c == '\'' ? 0 : quote;
        value.append(c == '\'' ? "" : c);
      } else if (c == '\\') {
        if (++i == word.length()) {
          throw new Unclear("goes on in the next line");
        }
        boolean stays = quote == '"' && "$`\"\\".indexOf(word.charAt(i)) < 0;
        value.append(stays ? "\\" : "").append(word.charAt(i));
      } else if (c == '$' || c == '`') {
        throw new Unclear("has a value that the shell works out");
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (quote == 0 && (Character.isWhitespace(c) || "&|<>()".indexOf(c) >= 0)) {
        throw new Unclear("is more than an assignment");
      } else {
        value.append(c);
      }
    }
    if (quote != 0) {
      throw new Unclear(OPEN);
    }
    return value.toString();
  }
}
