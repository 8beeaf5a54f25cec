package dev.provision.lint;

import dev.provision.lint.pipeline.Spot;
import dev.provision.lint.rule.RuleText;
import java.util.Comparator;

/** Something that a rule says of a place. */
public record LintFinding(Spot spot, RuleText rule, String message) {
  /** As a reader meets them. */
  static final Comparator<LintFinding> ORDER =
      Comparator.comparing((LintFinding it) -> it.spot().file())
          .thenComparing(it -> it.spot().place().line())
          .thenComparing(it -> it.spot().place().column())
          .thenComparing(it -> it.rule().id())
          .thenComparing(LintFinding::message);
}
