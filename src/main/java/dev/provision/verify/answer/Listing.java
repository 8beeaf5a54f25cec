package dev.provision.verify.answer;

import dev.provision.plan.Answer;
import java.util.List;

/** Lines that a function prints; the last one says {@code end}, so that a cut is noticed. */
public final class Listing {
  private Listing() {}

  /** The lines before the last. */
  public static List<String> lines(Answer answer) throws MalformedAnswerException {
    if (!answer.ok()) {
      throw new MalformedAnswerException("exit status " + answer.status());
    }
    List<String> lines = answer.text().lines().toList();
    if (lines.isEmpty() || !lines.get(lines.size() - 1).equals("end")) {
      throw new MalformedAnswerException("the answer is cut off");
    }
    return lines.subList(0, lines.size() - 1);
  }
}
