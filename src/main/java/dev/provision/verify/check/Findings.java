package dev.provision.verify.check;

import dev.provision.verify.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the findings of one check; what the host said is cut to one line. */
final class Findings {
  private static final int LONGEST = 300;

  private final String check;
  private final List<Finding> findings = new ArrayList<>();

  Findings(String check) {
    this.check = check;
  }

  void passed(String property, String actual) {
    findings.add(Finding.passed(check, line(property), line(actual)));
  }

  void failed(String property, String expected, String actual, String remedy) {
    findings.add(Finding.failed(check, line(property), expected, line(actual), remedy));
  }

  void unknown(String property, String expected, String reason, String remedy) {
    findings.add(Finding.unknown(check, line(property), expected, line(reason), remedy));
  }

  /** Passed when the condition holds. */
  void require(boolean condition, String property, String expected, String actual, String remedy) {
    if (condition) {
      passed(property, actual);
    } else {
      failed(property, expected, actual, remedy);
    }
  }

  /** Passed when the host has exactly the expected value; unknown when it does not say. */
  void equal(String property, String expected, Optional<String> actual, String remedy) {
    if (actual.isEmpty()) {
      unknown(property, expected, "the answer does not say", remedy);
    } else {
      require(actual.get().equals(expected), property, expected, actual.get(), remedy);
    }
  }

  /** Whether there is no finding yet. */
  boolean none() {
    return findings.isEmpty();
  }

  /** At least one finding: a check that looked at nothing has not passed. */
  List<Finding> list() {
    if (findings.isEmpty()) {
      unknown(check, "something to look at", "nothing was looked at", "report this as a bug");
    }
    return List.copyOf(findings);
  }

  private static String line(String text) {
    var line = new StringBuilder();
    text.strip()
        .codePoints()
        .limit(LONGEST)
        .forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return line.isEmpty() ? "nothing" : line.toString();
  }
}
