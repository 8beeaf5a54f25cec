package dev.provision.lint.pipeline;

import dev.provision.lint.yaml.YamlMapping;
import dev.provision.lint.yaml.YamlNode;
import java.util.function.Consumer;

/**
 * Takes {@code ${{ if }}:} and {@code ${{ each }}:} apart: what they hold is read as if it stood
 * there.
 */
final class Branches {
  private Branches() {}

  static boolean isBranch(YamlMapping.Entry entry) {
    return entry.key().text().startsWith("${{");
  }

  /** Each item of a sequence, those of branches too. */
  static void items(YamlNode sequence, Consumer<YamlNode> use) {
    for (YamlNode item : sequence.items()) {
      if (item.entries().size() == 1 && isBranch(item.entries().get(0))) {
        YamlNode held = item.entries().get(0).value();
        items(held, use);
        if (held instanceof YamlMapping) {
          use.accept(held);
        }
      } else {
        use.accept(item);
      }
    }
  }

  /** Each entry of a mapping, those of branches too. */
  static void entries(YamlNode mapping, Consumer<YamlMapping.Entry> use) {
    for (YamlMapping.Entry entry : mapping.entries()) {
      if (isBranch(entry)) {
        entries(entry.value(), use);
      } else {
        use.accept(entry);
      }
    }
  }
}
