package dev.provision.lint.pipeline;

import dev.provision.lint.expression.Expressions;
import dev.provision.lint.yaml.YamlNode;
import dev.provision.lint.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which machine something runs on. What says Windows or macOS never comes to a runner of ours. */
final class Pools {
  private static final Pattern OTHER_IMAGE =
      Pattern.compile("(?i)(.*[^a-z])?(windows|win|macos|vs20)([^a-z].*)?|vs20.*|win[0-9].*");

  private static final Pattern OTHER_SYSTEM =
      Pattern.compile("(?i)agent\\.os(\\s+-equals\\s+|'\\]\\s*,\\s*')(windows_nt|darwin)\\b.*");

  private static final Pattern IMAGE_DEMAND =
      Pattern.compile("(?i)ImageOverride\\s+-equals\\s+(.*)");

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
    var says = new ArrayList<Boolean>();
    Branches.entries(
        pool,
        frame.scope(),
        entry -> {
          switch (entry.key().text()) {
            case "vmImage", "image", "os" -> says.add(isOther(entry.value(), frame));
            case "demands" -> demands(entry.value(), frame, says);
            default -> {
              // The name of a pool says nothing of its machines.
            }
          }
        });
    return says.contains(true) && !says.contains(false);
  }

  private static void demands(YamlNode demands, Frame frame, List<Boolean> says) {
    Stream.concat(
            demands.scalar().stream(), demands.items().stream().flatMap(it -> it.scalar().stream()))
        .forEach(
            it -> {
              Matcher image = IMAGE_DEMAND.matcher(it.text());
              if (image.matches()) {
                says.add(OTHER_IMAGE.matcher(resolved(image.group(1), frame)).matches());
              } else if (OTHER_SYSTEM.matcher(it.text()).lookingAt()) {
                says.add(true);
              }
            });
  }

  private static boolean isOther(YamlNode image, Frame frame) {
    return image
        .scalar()
        .filter(it -> OTHER_IMAGE.matcher(resolved(it.text(), frame)).matches())
        .isPresent();
  }

  /** What is unknown is some Linux: else nothing would be judged. */
  private static String resolved(String text, Frame frame) {
    return Expressions.resolve(text, frame.scope()).whole().orElse("");
  }
}
