package dev.provision.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Values of containers.conf for which podman runs no command, or starts no container; tried with
 * podman 4.3 and 5.4. containers/common, pkg/config.
 */
final class ExtraValues {
  private static final String MEASURE = "[0-9]+(?:\\.[0-9]+)* ?[kKmMgGtTpP]?[iI]?[bB]?";

  /**
   * What a value must be.
   *
   * @param remedy after the word "write"
   */
  private record Rule(Predicate<Object> holds, String remedy) {}

  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          Map.entry("containers.default_sysctls", each("[^=]+=.*", "NAME=VALUE in each element")),
          Map.entry(
              "containers.devices",
              each(
                  "[^:]+(?::/[^:]*)?(?::(?!.*(.).*\\1)[rwm]+)?",
                  "PATH, PATH:PATH or PATH:PATH:rwm in each element")),
          Map.entry(
              "containers.log_size_max",
              whole(number -> number < 0 || number >= 8192, "8192 or more, or -1 for no limit")),
          Map.entry("containers.shm_size", text(MEASURE, "a size such as 64m")),
          Map.entry("containers.umask", text("[0-7]{1,4}", "octal digits such as 0022")),
          Map.entry("engine.events_logfile_max_size", text("|" + MEASURE, "a size such as 100m")),
          Map.entry(
              "engine.image_copy_tmp_dir", text("storage|/.*", "an absolute path, or storage")),
          // The type is uint32, and podman refuses none.
          Map.entry(
              "engine.num_locks",
              whole(number -> number > 0 && number >> 32 == 0, "a number from 1 to 4294967295")),
          Map.entry("engine.static_dir", text("/.*", "an absolute path")),
          Map.entry("engine.tmp_dir", text("/.*", "an absolute path")),
          Map.entry("engine.volume_path", text("/.*", "an absolute path")),
          Map.entry(
              "network.default_subnet",
              text("[0-9A-Fa-f.:]+/[0-9]{1,3}", "a subnet such as 10.88.0.0/16")),
          Map.entry(
              "network.dns_bind_port",
              whole(number -> number >= 0 && number >> 16 == 0, "a number from 0 to 65535")));

  private ExtraValues() {}

  /** What to write instead of a value; empty when podman takes it. */
  static Optional<String> remedy(String table, String key, Object value) {
    return Optional.ofNullable(RULES.get(table + "." + key))
        .filter(rule -> !rule.holds().test(value))
        .map(Rule::remedy);
  }

  private static Rule text(String pattern, String remedy) {
    Predicate<String> matches = Pattern.compile(pattern).asMatchPredicate();
    return new Rule(value -> value instanceof String text && matches.test(text), remedy);
  }

  private static Rule each(String pattern, String remedy) {
    Rule element = text(pattern, remedy);
    return new Rule(
        value -> value instanceof List<?> list && list.stream().allMatch(element.holds()::test),
        remedy);
  }

  private static Rule whole(Predicate<Long> condition, String remedy) {
    return new Rule(value -> value instanceof Long number && condition.test(number), remedy);
  }
}
