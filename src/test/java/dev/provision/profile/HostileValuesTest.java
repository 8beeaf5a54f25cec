package dev.provision.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Whatever somebody writes at whatever key: it is refused at that key, or arrives byte for byte.
 * What arrives at a host is the business of the renderer's and the engine's own tests.
 */
class HostileValuesTest {
  private static final List<String> HOSTILE =
      List.of(
          "",
          " ",
          "a b",
          " a",
          "\"",
          "'",
          "a\"b'c",
          "a\nb",
          "a\r\nb",
          "a\tb",
          "$(reboot)",
          "`reboot`",
          "${HOME}",
          "a;reboot",
          "a|b&c>d",
          "../../etc/passwd",
          "/../etc",
          "/home/./x",
          "-rf",
          "--",
          "*",
          "#",
          "%n",
          "\\",
          "a,b",
          "a=b",
          "a:b",
          "\u0000",
          "\u0007",
          "\u001b[31m",
          "\u0085",
          "\u2028",
          "\u202e",
          "\ud800",
          "ü",
          "\ud83d\ude80",
          "##vso[task.setvariable variable=PATH]/tmp",
          "[trusted=yes]",
          "<#assign x=1>${x}",
          "x".repeat(5_000),
          "/x".repeat(50_000));

  private final RecordShape shape = RecordShape.of(Profile.class);
  private final ProfileSource source =
      new ProfileSource.InFile(Path.of("profiles/everything.toml"), "everything.toml");
  private final ObjectNode everything = Toml.read(source, new ArrayList<>()).orElseThrow();

  @Test
  void everyStringIsRefusedAtItsKeyOrArrivesByteForByte() {
    var wrong = new ArrayList<String>();
    List<List<Object>> strings = strings(everything, List.of());
    assertThat(strings).hasSizeGreaterThan(90);
    for (List<Object> steps : strings) {
      for (String value : HOSTILE) {
        ObjectNode tree = everything.deepCopy();
        put(tree, steps, value);
        if (!isRefusedOrArrives(tree, steps, value)) {
          wrong.add(path(steps) + " = " + Quoted.value(value));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyNameInATableIsRefusedOrArrivesByteForByte() {
    var wrong = new ArrayList<String>();
    for (List<Object> steps : strings(everything, List.of())) {
      if (!(steps.get(steps.size() - 1) instanceof String) || !isInFreeTable(steps)) {
        continue;
      }
      for (String name : HOSTILE) {
        ObjectNode tree = everything.deepCopy();
        var renamed = new ArrayList<>(steps.subList(0, steps.size() - 1));
        ObjectNode table = (ObjectNode) at(tree, renamed);
        String value = table.remove((String) steps.get(steps.size() - 1)).textValue();
        table.put(name, value);
        renamed.add(name);
        if (!isRefusedOrArrives(tree, renamed, value)) {
          wrong.add(path(renamed).toString());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Only free text takes what shells, files or logs could read as their own. */
  @Test
  void onlyFreeTextTakesHostileValues() {
    var open = new TreeSet<String>();
    for (List<Object> steps : strings(everything, List.of())) {
      for (String value : List.of("a b$(id)`id`'\"", "##vso[x]", "a;b", "%n")) {
        ObjectNode tree = everything.deepCopy();
        put(tree, steps, value);
        if (problems(tree).isEmpty()) {
          open.add(path(steps).text());
        }
      }
    }
    assertThat(open)
        .containsExactly(
            "agent.environment.AGENT_TOOLSDIRECTORY",
            "agent.environment.DOCKER_BUILDKIT",
            "agent.environment.GREETING",
            "containers.extra.containers.annotations[0]",
            "containers.extra.containers.tz",
            "description",
            "kernel.sysctl.\"net.ipv4.ping_group_range\"",
            "kernel.sysctl.\"user.max_user_namespaces\"");
  }

  private boolean isRefusedOrArrives(ObjectNode tree, List<Object> steps, String value) {
    KeyPath path = path(steps);
    var problems = new Problems(new Origins(source));
    var binding = new Binding(problems, new Origins(source), Map.of("name", "everything"));
    Object bound = shape.bind(tree, KeyPath.ROOT, binding);
    if (problems.found().stream().anyMatch(each -> each.place().endsWith(": " + path))) {
      return true;
    }
    JsonNode arrived = at(shape.write(bound), steps);
    return arrived != null && arrived.isTextual() && arrived.textValue().equals(value);
  }

  private List<Problem> problems(ObjectNode tree) {
    try {
      ProfileLoader.bind("everything", tree, new Origins(source));
      return List.of();
    } catch (InvalidProfileException e) {
      return e.problems();
    }
  }

  /** Whether the last step is a name that the user chose. */
  private static boolean isInFreeTable(List<Object> steps) {
    String table = path(steps.subList(0, steps.size() - 1)).text();
    return List.of("agent.environment", "packages.install", "registries.aliases", "kernel.sysctl")
            .contains(table)
        || table.startsWith("containers.extra.");
  }

  /** The steps to every string beneath a node. */
  private static List<List<Object>> strings(JsonNode node, List<Object> steps) {
    var found = new ArrayList<List<Object>>();
    if (node.isTextual()) {
      found.add(steps);
    }
    for (int i = 0; i < node.size() && node.isArray(); i++) {
      found.addAll(strings(node.get(i), with(steps, i)));
    }
    node.properties()
        .forEach(each -> found.addAll(strings(each.getValue(), with(steps, each.getKey()))));
    return found;
  }

  private static List<Object> with(List<Object> steps, Object step) {
    var longer = new ArrayList<>(steps);
    longer.add(step);
    return longer;
  }

  private static KeyPath path(List<Object> steps) {
    KeyPath path = KeyPath.ROOT;
    for (Object step : steps) {
      path = step instanceof Integer index ? path.at(index) : path.key((String) step);
    }
    return path;
  }

  private static JsonNode at(JsonNode tree, List<Object> steps) {
    JsonNode node = tree;
    for (Object step : steps) {
      if (node == null) {
        return null;
      }
      node = step instanceof Integer index ? node.get(index) : node.get((String) step);
    }
    return node;
  }

  private static void put(ObjectNode tree, List<Object> steps, String value) {
    JsonNode parent = at(tree, steps.subList(0, steps.size() - 1));
    Object last = steps.get(steps.size() - 1);
    if (last instanceof Integer index) {
      ((ArrayNode) parent).set(index, TextNode.valueOf(value));
    } else {
      ((ObjectNode) parent).put((String) last, value);
    }
  }
}
