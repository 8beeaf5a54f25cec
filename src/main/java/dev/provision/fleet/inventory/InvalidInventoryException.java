package dev.provision.fleet.inventory;

import dev.provision.ExitCode;
import dev.provision.ProvisionException;
import dev.provision.profile.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** An inventory that does not say which hosts are meant; carries every problem at once. */
public final class InvalidInventoryException extends ProvisionException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public InvalidInventoryException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), null);
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.INVALID_PROFILE;
  }
}
