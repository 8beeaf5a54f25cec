package dev.provision.verify.answer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** {@code NAME=VALUE} lines as {@code systemctl show} and {@code loginctl} print; systemctl(1). */
public record UnitProperties(Map<String, String> values) {
  public UnitProperties {
    values = Map.copyOf(values);
  }

  /** Reads lines; the first of a name counts, others are no properties. */
  public static UnitProperties parse(String text) {
    var values = new HashMap<String, String>();
    text.lines()
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              if (equals > 0) {
                values.putIfAbsent(line.substring(0, equals), line.substring(equals + 1));
              }
            });
    return new UnitProperties(values);
  }

  /** A property's value. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }
}
