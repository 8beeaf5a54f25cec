package dev.provision.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The agent's own rules for finding commands in what a step prints, from Command.cs of
 * microsoft/azure-pipelines-agent, at their widest: any case, and with the characters left out that
 * .NET's culture-sensitive search skips.
 */
final class AgentModel {
  private static final String PREFIX = "##vso[";

  /** A command that the agent would run. */
  record Found(String name, Map<String, String> properties, String data) {}

  private AgentModel() {}

  static List<Found> commands(String output) {
    var found = new ArrayList<Found>();
    for (String line : output.split("\r\n|\r|\n")) {
      parse(line, found);
    }
    return found;
  }

  /** Whether the web page would style a line. */
  static boolean styled(String output) {
    for (String line : output.split("\r\n|\r|\n")) {
      if (withoutIgnorables(line).startsWith("##[")) {
        return true;
      }
    }
    return false;
  }

  private static void parse(String raw, List<Found> found) {
    String line = withoutIgnorables(raw);
    int prefix = line.toLowerCase(java.util.Locale.ROOT).indexOf(PREFIX);
    int bracket = prefix < 0 ? -1 : line.indexOf(']', prefix);
    if (bracket < 0) {
      return;
    }
    String info = line.substring(prefix + PREFIX.length(), bracket);
    int space = info.indexOf(' ');
    var properties = new LinkedHashMap<String, String>();
    if (space > 0) {
      for (String property : info.substring(space + 1).split(";")) {
        String[] pair = property.split("=", 2);
        if (pair.length == 2) {
          properties.put(pair[0], decode(pair[1]));
        }
      }
    }
    String name = space < 0 ? info : info.substring(0, space);
    found.add(new Found(name, properties, decode(line.substring(bracket + 1))));
  }

  private static String decode(String text) {
    return text.replace("%3B", ";")
        .replace("%0D", "\r")
        .replace("%0A", "\n")
        .replace("%5D", "]")
        .replace("%AZP25", "%");
  }

  private static String withoutIgnorables(String line) {
    return line.codePoints()
        .filter(c -> !Character.isIdentifierIgnorable(c) && !(c >= 0xFE00 && c <= 0xFE0F))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
