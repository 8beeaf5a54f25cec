package dev.provision.verify.check;

import dev.provision.Remembered;
import dev.provision.profile.TomlText;
import dev.provision.verify.answer.ConfigFiles.ConfigFile;
import dev.provision.verify.answer.MalformedAnswerException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a file of podman says, key by key as podman merges it: a later file replaces single keys of
 * containers.conf and storage.conf, single aliases, and whole entries of registries, which go by
 * their prefix; containers.conf(5), containers-registries.conf(5).
 */
final class ConfigMeaning {
  private static final String REGISTRY = "registry";

  /** The hosts of a fleet have the same files of their distribution. */
  private static final Remembered<String, Map<String, Object>> PARSED = new Remembered<>(32);

  private ConfigMeaning() {}

  /** Keys such as {@code engine.runtime} and {@code registry docker.io}, with their values. */
  static Map<String, Object> of(ConfigFile file) throws MalformedAnswerException {
    try {
      var keys = new LinkedHashMap<String, Object>();
      PARSED.of(file.text(), TomlText::parse).forEach((name, value) -> put(name, value, keys));
      return keys;
    } catch (IllegalArgumentException e) {
      throw new MalformedAnswerException(file.path() + " is no TOML");
    }
  }

  /** Whether it counts though the profile's own file says nothing of it. */
  static boolean alwaysCounts(String key) {
    return key.startsWith(REGISTRY + " ");
  }

  private static void put(String name, Object value, Map<String, Object> keys) {
    if (name.equals(REGISTRY) && value instanceof List<?> entries) {
      for (Object entry : entries) {
        if (entry instanceof Map<?, ?> table) {
          Object prefix = table.get("prefix");
          keys.putIfAbsent(
              REGISTRY + " " + (prefix == null ? table.get("location") : prefix), value(table));
        }
      }
    } else if (value instanceof Map<?, ?> table) {
      table.forEach((key, inner) -> keys.put(name + "." + key, value(inner)));
    } else {
      keys.put(name, value(value));
    }
  }

  private static Object value(Object value) {
    return value == null ? "" : value;
  }
}
