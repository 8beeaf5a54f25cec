package dev.provision.report;

import java.util.LinkedHashMap;

/** The members of a JSON object, in their order. */
final class Members {
  private Members() {}

  /** Names and values by turns. */
  static LinkedHashMap<String, Object> of(Object... namesAndValues) {
    var members = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return members;
  }
}
