package dev.provision.lint.pipeline;

import dev.provision.lint.expression.Expressions;
import dev.provision.lint.expression.Value;
import dev.provision.lint.yaml.YamlNode;
import dev.provision.lint.yaml.YamlScalar;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which machine something runs on. What says Windows or macOS never comes to a runner of ours. */
final class Pools {
  private static final Pattern OTHER_IMAGE = Pattern.compile("(windows|win|macos|vs20).*");
  private static final Pattern OTHER_SYSTEM =
      Pattern.compile("(?i)agent\\.os(\\s+-equals\\s+|'\\]\\s*,\\s*')(windows_nt|darwin)\\b.*");

  private Pools() {}

  /** Whether a node's pool is elsewhere, when it has one. */
  static Optional<Boolean> elsewhere(YamlNode node, Frame frame) {
    return node.get("pool").map(pool -> elsewherePool(pool, frame));
  }

  /** Whether a step's condition is that of another system. */
  static boolean elsewhereCondition(YamlNode step) {
    return step.scalar("condition")
        .map(YamlScalar::text)
        .filter(it -> !it.contains("ne(") && !it.contains("or(") && !it.contains("not("))
        .filter(it -> OTHER_SYSTEM.matcher(it).find())
        .isPresent();
  }

  private static boolean elsewherePool(YamlNode pool, Frame frame) {
    if (pool.scalar().filter(it -> it.text().equals("server")).isPresent()) {
      return true;
    }
    boolean image =
        pool.scalar("vmImage")
            .map(it -> Expressions.resolve(it.text(), frame.scope()))
            .filter(Value::known)
            .filter(it -> OTHER_IMAGE.matcher(it.text().toLowerCase(Locale.ROOT)).matches())
            .isPresent();
    boolean demand =
        pool.get("demands").stream()
            .flatMap(it -> Stream.concat(Stream.of(it), it.items().stream()))
            .flatMap(it -> it.scalar().stream())
            .anyMatch(it -> OTHER_SYSTEM.matcher(it.text()).lookingAt());
    return image || demand;
  }
}
