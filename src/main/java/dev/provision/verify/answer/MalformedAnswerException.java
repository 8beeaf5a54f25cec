package dev.provision.verify.answer;

/** An answer is not what the program on the host prints when all is well; says what is wrong. */
public final class MalformedAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedAnswerException(String message) {
    super(message);
  }
}
