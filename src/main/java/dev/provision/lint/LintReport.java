package dev.provision.lint;

import java.util.List;

/**
 * What was found.
 *
 * @param files how many were read
 */
public record LintReport(int files, List<LintFinding> findings) {
  public LintReport {
    findings = List.copyOf(findings);
  }
}
