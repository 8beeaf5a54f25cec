package dev.provision.report;

import dev.provision.profile.Problem;
import java.util.List;

/** Everything that is wrong with a profile, for people. */
public final class ProblemsText {
  private ProblemsText() {}

  /** Two lines a problem: where and what, then what to do. */
  public static String of(List<Problem> problems) {
    var text = new StringBuilder();
    for (Problem problem : problems) {
      text.append(HostText.line(problem.place() + ": " + problem.message())).append('\n');
      text.append("  ").append(HostText.line(problem.remedy())).append('\n');
    }
    return text.append(Counted.of(problems.size(), "problem")).append('\n').toString();
  }
}
