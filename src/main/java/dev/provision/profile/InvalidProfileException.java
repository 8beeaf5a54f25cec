package dev.provision.profile;

import java.util.List;

/** A profile is unsound. */
public final class InvalidProfileException extends UnsoundException {
  private static final long serialVersionUID = 1L;

  public InvalidProfileException(List<Problem> problems) {
    super(problems);
  }
}
