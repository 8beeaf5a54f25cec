package dev.provision.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/**
 * What was written on the command line. picocli looks through all options each time it is asked for
 * one, and a fleet asks for each of its hosts.
 *
 * @param options by each of their names
 * @param words that are no options
 */
record Given(Map<String, Object> options, List<String> words) {
  static Given of(ParseResult parsed) {
    var options = new HashMap<String, Object>();
    parsed
        .matchedOptions()
        .forEach(
            option -> List.of(option.names()).forEach(it -> options.put(it, option.getValue())));
    return new Given(options, parsed.matchedPositionalValue(0, List.of()));
  }

  boolean has(String option) {
    return options.containsKey(option);
  }

  Optional<String> value(String option) {
    return Optional.ofNullable((String) options.get(option));
  }

  /** Of an option that may be repeated. */
  List<String> values(String option) {
    return has(option)
        ? ((List<?>) options.get(option)).stream().map(String.class::cast).toList()
        : List.of();
  }
}
