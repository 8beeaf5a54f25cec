package dev.provision.fleet;

import dev.provision.ExitCode;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** How a host stands to its profile; the worst first, which is what the fleet exits with. */
public enum HostState {
  /** A bug of ours, or a host that cannot be compared. */
  FAILED(ExitCode.INTERNAL),
  /** Nobody answered, or would not let us in, or had another key, or was gone in between. */
  UNREACHABLE(ExitCode.UNAVAILABLE),
  /** Something on it holds the lock. */
  BUSY(ExitCode.BUSY),
  /** Something is other than the host was made. */
  DRIFTED(ExitCode.DIFFERENT),
  /** As it was made, and made from another profile than the one of today. */
  OLD_IMAGE(ExitCode.DIFFERENT),
  /** As the profile has it. */
  IN_SYNC(ExitCode.OK);

  private final ExitCode exitCode;

  HostState(ExitCode exitCode) {
    this.exitCode = exitCode;
  }

  /** What a fleet ends with of which this is the worst. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** What the worst of them ends with; a fleet of nobody is in sync. */
  public static ExitCode worst(Stream<HostState> states) {
    return states.min(Comparator.naturalOrder()).map(HostState::exitCode).orElse(ExitCode.OK);
  }

  /** {@code old-image}, as reports have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
