package dev.provision.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the findings of one check or proof; what the host said is cut to one line. */
public final class Findings {
  private static final int LONGEST = 300;

  private final String check;
  private final List<Finding> findings = new ArrayList<>();

  /** For a check or proof with this id. */
  public Findings(String check) {
    this.check = check;
  }

  /** A property that is as expected. */
  public void passed(String property, String actual) {
    findings.add(Finding.passed(check, line(property), line(actual)));
  }

  /** A property that is not as expected. */
  public void failed(String property, String expected, String actual, String remedy) {
    findings.add(Finding.failed(check, line(property), expected, line(actual), remedy));
  }

  /** A property that could not be looked at. */
  public void unknown(String property, String expected, String reason, String remedy) {
    findings.add(Finding.unknown(check, line(property), expected, line(reason), remedy));
  }

  /** Passed when the condition holds. */
  public void require(
      boolean condition, String property, String expected, String actual, String remedy) {
    if (condition) {
      passed(property, actual);
    } else {
      failed(property, expected, actual, remedy);
    }
  }

  /** Passed when the host has exactly the expected value; unknown when it does not say. */
  public void equal(String property, String expected, Optional<String> actual, String remedy) {
    if (actual.isEmpty()) {
      unknown(property, expected, "the answer does not say", remedy);
    } else {
      require(actual.get().equals(expected), property, expected, actual.get(), remedy);
    }
  }

  /** Whether there is no finding yet. */
  public boolean none() {
    return findings.isEmpty();
  }

  /** At least one finding: a check that looked at nothing has not passed. */
  public List<Finding> list() {
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
