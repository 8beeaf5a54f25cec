package dev.provision.verify.answer;

import dev.provision.plan.Answer;
import java.util.List;

/** Lines that a function prints; the last one says {@code end}, so that a cut is noticed. */
public final class Listing {
  private static final String END = "end\n";

  private Listing() {}

  /** The lines before the last. */
  public static List<String> lines(Answer answer) throws MalformedAnswerException {
    if (!answer.ok()) {
      throw new MalformedAnswerException("exit status " + answer.status());
    }
    String text = answer.text();
    if (!text.equals(END) && !text.endsWith("\n" + END)) {
      throw new MalformedAnswerException("the answer is cut off");
    }
    List<String> lines = text.lines().toList();
    return lines.subList(0, lines.size() - 1);
  }
}
