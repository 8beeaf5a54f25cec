package dev.provision.report;

import dev.provision.engine.ApplyResult;

/** An apply that went through, for people. */
public final class ApplyText {
  private ApplyText() {}

  /** What was different, what was done, and what the verification says. */
  public static String of(Subject subject, ApplyResult result, Palette palette) {
    return new PlanText(subject, palette).summary(result.inspection())
        + "\n"
        + done(result, palette)
        + new FindingsText(palette).problems(result.findings());
  }

  private static String done(ApplyResult result, Palette palette) {
    int changes = result.inspection().plan().changes().size();
    return palette.bold(Counted.of(changes, "change"))
        + (changes == 0 ? "" : " made in " + Counted.of(result.stepsDone(), "step"))
        + "\n";
  }
}
