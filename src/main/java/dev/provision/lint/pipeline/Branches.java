package dev.provision.lint.pipeline;

import dev.provision.lint.expression.Condition;
import dev.provision.lint.expression.Scope;
import dev.provision.lint.yaml.YamlMapping;
import dev.provision.lint.yaml.YamlNode;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes {@code ${{ if }}:} and {@code ${{ each }}:} apart: what they hold is read as if it stood
 * there, unless it is sure that it will not.
 */
final class Branches {
  private static final Pattern HEAD =
      Pattern.compile("\\$\\{\\{\\s*(if|elseif|else)\\b(.*)\\}\\}", Pattern.DOTALL);

  private final Scope scope;

  /** Whether a branch above, of the same choice, is taken for sure. */
  private boolean taken;

  private Branches(Scope scope) {
    this.scope = scope;
  }

  static boolean isBranch(YamlMapping.Entry entry) {
    return entry.key().text().startsWith("${{");
  }

  /** Each item of a sequence, those of branches too. */
  static void items(YamlNode sequence, Scope scope, Consumer<YamlNode> use) {
    var branches = new Branches(scope);
    for (YamlNode item : sequence.items()) {
      if (item.entries().size() == 1 && isBranch(item.entries().get(0))) {
        YamlNode held = item.entries().get(0).value();
        if (branches.mayRun(item.entries().get(0))) {
          items(held, scope, use);
          if (held instanceof YamlMapping) {
            use.accept(held);
          }
        }
      } else {
        use.accept(item);
      }
    }
  }

  /** Each entry of a mapping, those of branches too. */
  static void entries(YamlNode mapping, Scope scope, Consumer<YamlMapping.Entry> use) {
    var branches = new Branches(scope);
    for (YamlMapping.Entry entry : mapping.entries()) {
      if (!isBranch(entry)) {
        use.accept(entry);
      } else if (branches.mayRun(entry)) {
        entries(entry.value(), scope, use);
      }
    }
  }

  private boolean mayRun(YamlMapping.Entry entry) {
    Matcher head = HEAD.matcher(entry.key().text().strip());
    if (!head.matches()) {
      return true;
    }
    String kind = head.group(1);
    taken &= !kind.equals("if");
    if (taken) {
      return false;
    }
    Optional<Boolean> holds =
        kind.equals("else") ? Optional.of(true) : Condition.of(head.group(2), scope);
    taken = holds.orElse(false);
    return holds.orElse(true);
  }
}
