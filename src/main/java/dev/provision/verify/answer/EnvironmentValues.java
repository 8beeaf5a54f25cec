package dev.provision.verify.answer;

import dev.provision.plan.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Values of variables, an RS after each. */
public final class EnvironmentValues {
  private EnvironmentValues() {}

  /** Reads what {@code verify_environment_values} printed; a variable that is not set is absent. */
  public static Map<String, String> parse(Answer answer, List<String> names)
      throws MalformedAnswerException {
    String[] values = answer.text().split("\u001e", -1);
    // Behind the last RS comes nothing.
    if (!answer.ok() || values.length != names.size() + 1 || !values[values.length - 1].isEmpty()) {
      throw new MalformedAnswerException(
          answer.ok() ? "the answer is cut off" : "exit status " + answer.status());
    }
    var environment = new HashMap<String, String>();
    for (int i = 0; i < names.size(); i++) {
      if (values[i].endsWith("\n")) {
        environment.put(names.get(i), values[i].substring(0, values[i].length() - 1));
      } else if (!values[i].isEmpty()) {
        throw new MalformedAnswerException("the answer is cut off");
      }
    }
    return Map.copyOf(environment);
  }
}
