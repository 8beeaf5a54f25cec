package dev.provision.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code --set key.path=value}. The value is TOML, {@code --set agent.uid=1500}; what is no
 * TOML is a string, {@code --set agent.user=builder}.
 *
 * @param steps the path, a String for a key and an Integer for an index
 */
record Setting(KeyPath path, List<Object> steps, JsonNode value) {
  private static final Pattern STEP =
      Pattern.compile("(?:^|\\.)(?:([A-Za-z0-9_-]+)|\"([^\"]+)\")|\\[([0-9]{1,4})]");

  /** Thrown where a setting cannot be understood or has no place to go. */
  static final class Unsound extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    Unsound(String place, String message, String remedy) {
      super(message);
      this.problem = new Problem(place, message, remedy);
    }

    Problem problem() {
      return problem;
    }
  }

  static Setting parse(String argument) throws Unsound {
    var steps = new ArrayList<Object>();
    KeyPath path = KeyPath.ROOT;
    Matcher matcher = STEP.matcher(argument);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      end = matcher.end();
      if (matcher.group(3) != null) {
        int index = Integer.parseInt(matcher.group(3));
        steps.add(index);
        path = path.at(index);
      } else {
        String key = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        steps.add(key);
        path = path.key(key);
      }
    }
    boolean sound =
        !steps.isEmpty()
            && steps.get(0) instanceof String
            && end < argument.length()
            && argument.charAt(end) == '=';
    if (!sound) {
      throw new Unsound(
          "--set " + Quoted.value(argument),
          "is not key.path=value",
          "write for example --set agent.uid=1500");
    }
    String text = argument.substring(end + 1);
    JsonNode value = Toml.value(text).orElseGet(() -> JsonNodeFactory.instance.textNode(text));
    return new Setting(path, List.copyOf(steps), value);
  }

  /** Refuses a path that leads nowhere: tables on the way are made, array elements are not. */
  void check(ObjectNode tree) throws Unsound {
    if (steps.get(0).equals("extends")) {
      throw new Unsound(
          "--set extends",
          "cannot be set here",
          "write it into a profile of your own, or use --profile");
    }
    JsonNode at = tree;
    for (Object step : steps) {
      if (step instanceof Integer index) {
        if (at == null || !at.isArray() || index >= at.size()) {
          throw new Unsound(
              "--set " + path,
              "leads to an array element that does not exist",
              "set the whole array");
        }
        at = at.get(index);
      } else if (at != null && !at.isObject()) {
        throw new Unsound("--set " + path, "leads through " + Binding.noun(at), "correct the path");
      } else {
        at = at == null ? null : at.get((String) step);
      }
    }
  }

  /** The highest path that {@link #apply} makes or replaces. */
  KeyPath changed(ObjectNode tree) {
    JsonNode at = tree;
    KeyPath reached = KeyPath.ROOT;
    for (Object step : steps) {
      boolean index = step instanceof Integer;
      reached = index ? reached.at((Integer) step) : reached.key((String) step);
      at = index ? at.get((Integer) step) : at.get((String) step);
      if (at == null) {
        return reached;
      }
    }
    return path;
  }

  /** Puts the value into a tree that {@link #check} found fit. */
  void apply(ObjectNode tree) {
    JsonNode at = tree;
    for (Object step : steps.subList(0, steps.size() - 1)) {
      at = step instanceof Integer index ? at.get(index) : table((ObjectNode) at, (String) step);
    }
    put(at);
  }

  private static JsonNode table(ObjectNode parent, String key) {
    JsonNode table = parent.get(key);
    return table == null ? parent.putObject(key) : table;
  }

  private void put(JsonNode at) {
    Object last = steps.get(steps.size() - 1);
    if (last instanceof Integer index) {
      ((ArrayNode) at).set(index, value);
    } else {
      ((ObjectNode) at).set((String) last, value);
    }
  }
}
