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

  /** Puts the value into a tree; tables on the way are made, array elements must be there. */
  void check(ObjectNode tree) throws Unsound {
    JsonNode at = tree;
    for (Object step : steps) {
      if (at == null) {
        return;
      }
      boolean fits = step instanceof Integer ? at.isArray() : at.isObject();
      if (!fits) {
        throw unsound("leads through " + Binding.noun(at));
      }
      if (step instanceof Integer index && index >= at.size()) {
        throw unsound("leads to an element that is not there; there are " + at.size());
      }
      at = step instanceof Integer index ? at.get(index) : at.get((String) step);
    }
  }

  private Unsound unsound(String message) {
    return new Unsound("--set " + path, message, "correct the path, or set the whole value");
  }

  void apply(ObjectNode tree) {
    JsonNode at = tree;
    for (Object step : steps.subList(0, steps.size() - 1)) {
      at =
          step instanceof Integer index
              ? at.get(index)
              : ((ObjectNode) at).withObjectProperty((String) step);
    }
    Object last = steps.get(steps.size() - 1);
    if (last instanceof Integer index) {
      ((ArrayNode) at).set(index, value);
    } else {
      ((ObjectNode) at).set((String) last, value);
    }
  }
}
