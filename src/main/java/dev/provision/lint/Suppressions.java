package dev.provision.lint;

import dev.provision.lint.pipeline.Spot;
import dev.provision.lint.yaml.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code # provision-lint: disable=RULE reason}, for its line and the one below. */
final class Suppressions {
  private static final Pattern FORM =
      Pattern.compile("#\\s*provision-lint:\\s*disable=(\\S*)[ \\t]*(.*)");

  /** By the place of their line. */
  private final Map<Spot, Suppression> all = new LinkedHashMap<>();

  private final Set<Suppression> used = new HashSet<>();

  private record Suppression(Spot spot, String rule, String reason) {}

  /** Takes those of a file in. */
  void read(String file, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      Matcher form = FORM.matcher(lines.get(i));
      if (form.find()) {
        all.put(
            line(file, i + 1),
            new Suppression(
                new Spot(file, new Place(i + 1, form.start() + 1)),
                form.group(1),
                form.group(2).strip()));
      }
    }
  }

  /** Whether a finding may be told; a silence without a reason is none. */
  boolean allows(LintFinding finding) {
    boolean allowed = true;
    int line = finding.spot().place().line();
    for (int at = line - 1; at <= line; at++) {
      Suppression it = all.get(line(finding.spot().file(), at));
      if (it != null && it.rule().equals(finding.rule().id())) {
        used.add(it);
        allowed &= it.reason().isEmpty();
      }
    }
    return allowed;
  }

  private static Spot line(String file, int line) {
    return new Spot(file, new Place(line, 1));
  }

  /** What is wrong with the silences themselves, once all findings have been asked for. */
  List<LintFinding> findings() {
    Set<String> rules =
        LintRules.texts().stream().map(it -> it.id()).collect(Collectors.toUnmodifiableSet());
    var findings = new ArrayList<LintFinding>();
    for (Suppression it : all.values()) {
      String message =
          !rules.contains(it.rule())
              ? "there is no rule " + it.rule()
              : it.reason().isEmpty()
                  ? "disable=" + it.rule() + " has no reason"
                  : used.contains(it) ? "" : "disable=" + it.rule() + " silences nothing";
      if (!message.isEmpty()) {
        findings.add(new LintFinding(it.spot(), LintRules.SUPPRESSION, message));
      }
    }
    return findings;
  }
}
