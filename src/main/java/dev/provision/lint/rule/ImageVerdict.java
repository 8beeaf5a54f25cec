package dev.provision.lint.rule;

/**
 * What a profile makes of an image.
 *
 * @param detail which line decides, or where it is pulled from instead; part of a sentence
 */
public record ImageVerdict(Kind kind, String detail) {
  public static final ImageVerdict ALLOWED = new ImageVerdict(Kind.ALLOWED, "");

  /** Pulled from where its name says, from elsewhere, or not at all. */
  public enum Kind {
    ALLOWED,
    REDIRECTED,
    DENIED
  }
}
