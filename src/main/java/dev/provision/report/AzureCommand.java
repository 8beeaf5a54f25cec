package dev.provision.report;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A logging command for the Azure Pipelines agent, the only way to print one. {@code toString} is
 * the encoder.
 *
 * @param name area and event, {@code task.logissue}
 * @param properties printed in the order of their names
 * @param message text of any origin
 */
public record AzureCommand(String name, Map<String, String> properties, String message) {
  public AzureCommand {
    properties = new TreeMap<>(properties);
    message = HostText.text(message);
  }

  /** {@code ##vso[area.event a=b;]message}. */
  @Override
  public String toString() {
    String list =
        properties.entrySet().stream()
            .map(it -> it.getKey() + "=" + encode(HostText.line(it.getValue())) + ";")
            .collect(Collectors.joining());
    return "##vso[" + name + (list.isEmpty() ? "" : " " + list) + "]" + encode(message);
  }

  /** The agent decodes the per cent sign last, so it is encoded first. */
  private static String encode(String text) {
    return text.replace("%", "%AZP25")
        .replace(";", "%3B")
        .replace("\r", "%0D")
        .replace("\n", "%0A")
        .replace("]", "%5D");
  }
}
