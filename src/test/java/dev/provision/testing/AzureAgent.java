package dev.provision.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The rules by which the Azure Pipelines agent finds commands in what a step prints, written anew
 * from microsoft/azure-pipelines-agent: {@code src/Agent.Sdk/ProcessInvoker.cs} (lines as .NET's
 * StreamReader.ReadLine has them: CR, LF or both; no others), {@code
 * src/Microsoft.VisualStudio.Services.Agent/Command.cs} (TryParse), {@code
 * src/Agent.Sdk/CommandStringConvertor.cs} (Unescape) and {@code
 * src/Agent.Worker/WorkerCommandManager.cs} (a warning for each line with {@code ##vso} that is no
 * command). Handlers ask so of each line of both streams.
 *
 * <p>TryParse looks for the marker with String.IndexOf of the current culture, which skips whatever
 * has no weight in the language's order. Here the search is wider still: any case, and nothing
 * beyond ASCII counts. What only the wide search finds is a command named {@link #HIDDEN}.
 */
public final class AzureAgent {
  /** The name of what a search that skips characters would find. */
  public static final String HIDDEN = "hidden";

  private static final String PREFIX = "##vso[";
  private static final String KEYWORD = "##vso";
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
  private static final Pattern BEYOND_ASCII = Pattern.compile("[^\\t -~]+");

  /** A command that the agent would run; its properties as the agent decodes them. */
  public record Found(String name, Map<String, String> properties, String data) {}

  private AzureAgent() {}

  /** What the agent takes for lines; those without a hash are nothing to it. */
  private static List<String> lines(String output) {
    return LINE_END.splitAsStream(output).filter(line -> line.indexOf('#') >= 0).toList();
  }

  /** All commands in what a step printed. */
  public static List<Found> commands(String output) {
    var found = new ArrayList<Found>();
    lines(output).forEach(line -> parse(line, found));
    return found;
  }

  /** Lines that the agent warns of: it keeps ten warnings. */
  public static List<String> warnings(String output) {
    return lines(output).stream()
        .filter(line -> commands(line).isEmpty() && wide(line).contains(KEYWORD))
        .toList();
  }

  /** Lines that the web page would style, or fold as a group. */
  public static List<String> styled(String output) {
    return lines(output).stream().filter(line -> seen(line).startsWith("##[")).toList();
  }

  private static void parse(String line, List<Found> found) {
    int prefix = line.indexOf(PREFIX);
    int hidden = wide(line).indexOf(PREFIX);
    if (hidden >= 0 && hidden != wide(line.substring(0, Math.max(prefix, 0))).length()) {
      found.add(new Found(HIDDEN, Map.of(), line));
      return;
    }
    int bracket = prefix < 0 ? -1 : line.indexOf(']', prefix);
    if (bracket < 0) {
      if (hidden >= 0 && prefix < 0) {
        found.add(new Found(HIDDEN, Map.of(), line));
      }
      return;
    }
    String info = line.substring(prefix + PREFIX.length(), bracket);
    int space = info.indexOf(' ');
    List<String> name = filled((space < 0 ? info : info.substring(0, space)).split("\\."));
    if (name.size() == 2) {
      found.add(
          new Found(
              String.join(".", name),
              properties(space > 0 ? info.substring(space + 1) : ""),
              decode(line.substring(bracket + 1))));
    }
  }

  private static Map<String, String> properties(String text) {
    Map<String, String> properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String property : filled(text.split(";"))) {
      // Split of .NET drops empty parts, so neither begins with an equals sign.
      String[] pair = property.replaceFirst("^=+", "").split("=+", 2);
      if (pair.length == 2 && !pair[1].isEmpty()) {
        properties.put(pair[0], decode(pair[1]));
      }
    }
    return properties;
  }

  private static List<String> filled(String... parts) {
    return Arrays.stream(parts).filter(it -> !it.isEmpty()).toList();
  }

  /** In the agent's order. */
  private static String decode(String text) {
    return text.replace("%3B", ";")
        .replace("%0D", "\r")
        .replace("%0A", "\n")
        .replace("%5D", "]")
        .replace("%AZP25", "%");
  }

  private static String seen(String line) {
    return line.codePoints()
        .filter(c -> !Character.isIdentifierIgnorable(c) && !(c >= 0xFE00 && c <= 0xFE0F))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String wide(String line) {
    return BEYOND_ASCII.matcher(line).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
