package dev.provision.fleet.inventory;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.profile.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The hosts of one or more documents: a plain list with a host a line, the output of {@code
 * ansible-inventory --list}, or the output of {@code az vmss list-instances} with that of {@code az
 * vmss nic list}. Several JSON documents may follow each other in one source, as the two of Azure
 * do when both commands write to one pipe.
 */
public final class Inventory {
  /** Enough to see what kind of text it is. */
  private static final int HEAD = 4096;

  private static final JsonMapper JSON = new JsonMapper();

  private final List<Problem> problems = new ArrayList<>();
  private final List<FleetHost> hosts = new ArrayList<>();
  private final Map<String, String> places = new HashMap<>();
  private final ScaleSetHosts scaleSets = new ScaleSetHosts();

  private Inventory() {}

  /**
   * Where documents come from.
   *
   * @param name for messages, the path of a file or {@code standard input}
   */
  public record Source(String name, Reader text) {}

  /**
   * All hosts, in the order in which they stand there.
   *
   * @throws InvalidInventoryException with every problem when there is one
   * @throws IOException when a source cannot be read
   */
  public static List<FleetHost> read(List<Source> sources) throws IOException {
    var inventory = new Inventory();
    for (Source source : sources) {
      inventory.read(source);
    }
    inventory.scaleSets.hosts(inventory.problems).forEach(it -> inventory.add("az", it));
    if (!inventory.problems.isEmpty()) {
      throw new InvalidInventoryException(inventory.problems);
    }
    return List.copyOf(inventory.hosts);
  }

  private void read(Source source) throws IOException {
    var text = new BufferedReader(source.text());
    if (!isJson(text)) {
      var list = new PlainHosts(source.name(), problems);
      list.read(text, (line, host) -> add(source.name() + ":" + line, host));
      return;
    }
    try (JsonParser parser = JSON.createParser(text)) {
      while (parser.nextToken() != null) {
        document(source.name(), parser);
      }
    } catch (JsonProcessingException e) {
      problems.add(
          new Problem(
              source.name() + ":" + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
              "is no JSON: " + e.getOriginalMessage(),
              "give what ansible-inventory --list or az vmss prints, whole"));
    }
  }

  /** An address of IPv6 begins with a bracket, too. */
  private static boolean isJson(BufferedReader text) throws IOException {
    text.mark(HEAD);
    var head = new StringBuilder();
    for (int i = 0; i < HEAD - 1 && head.length() < 2; i++) {
      int next = text.read();
      if (next < 0) {
        break;
      }
      if (!Character.isWhitespace(next) && next != '\uFEFF') {
        head.append((char) next);
      }
    }
    text.reset();
    return head.toString().matches("\\{.?|\\[[\\[{\\]]");
  }

  /** Azure's lists may be long, so they are taken one by one. */
  private void document(String source, JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      JsonNode tree = JSON.readTree(parser);
      new AnsibleHosts(source, problems).read(tree).forEach(it -> add(source, it));
      return;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      problems.add(new Problem(source, "holds a value that is no list", "give the whole output"));
      return;
    }
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      JsonNode element = JSON.readTree(parser);
      if (!scaleSets.take(element)) {
        problems.add(
            new Problem(
                source + ": [" + i + "]",
                "is neither an instance of a scale set nor a network interface",
                "give what az vmss list-instances and az vmss nic list print, with -o json"));
      }
    }
  }

  private void add(String place, FleetHost host) {
    String before = places.putIfAbsent(host.name(), place);
    if (before == null) {
      hosts.add(host);
    } else {
      problems.add(
          new Problem(
              place,
              "the host " + host.name() + " is there twice, first at " + before,
              "remove one, or give one of them another name"));
    }
  }
}
