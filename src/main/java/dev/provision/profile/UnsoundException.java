package dev.provision.profile;

import dev.provision.ExitCode;
import dev.provision.ProvisionException;
import java.util.List;
import java.util.stream.Collectors;

/** What somebody wrote is unsound; carries every problem at once. */
public abstract class UnsoundException extends ProvisionException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  protected UnsoundException(List<Problem> problems) {
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
