package dev.provision.fleet.inventory;

import dev.provision.profile.Problem;
import dev.provision.profile.UnsoundException;
import java.util.List;

/** An inventory does not say which hosts are meant, or how to get there. */
public final class InvalidInventoryException extends UnsoundException {
  private static final long serialVersionUID = 1L;

  public InvalidInventoryException(List<Problem> problems) {
    super(problems);
  }
}
