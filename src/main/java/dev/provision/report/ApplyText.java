package dev.provision.report;

import dev.provision.engine.ApplyResult;

/** An apply that went through, for people. */
public final class ApplyText {
  private ApplyText() {}

  /** What was done, and what the verification says; what was different was told before. */
  public static String of(ApplyResult result, Palette palette) {
    return done(result, palette) + new FindingsText(palette).problems(result.findings());
  }

  private static String done(ApplyResult result, Palette palette) {
    int changes = result.inspection().plan().changes().size();
    return palette.bold(Counted.of(changes, "change"))
        + (changes == 0 ? "" : " made in " + Counted.of(result.stepsDone(), "step"))
        + (result.generation().isPresent() ? ", generation " + result.generation().getAsInt() : "")
        + "\n";
  }
}
