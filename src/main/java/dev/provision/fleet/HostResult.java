package dev.provision.fleet;

import dev.provision.ExitCode;
import dev.provision.ProvisionException;
import dev.provision.engine.DriftResult;
import dev.provision.fleet.Difference.Item;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What came of one host.
 *
 * @param host its name in the inventory
 * @param address where it was asked; empty when the inventory has none
 * @param profile what it was compared with
 * @param difference its id; empty when it is in sync; of a host that could not be asked that of the
 *     reason, without the host's own name, so that hosts with the same trouble stand together
 * @param message why it could not be asked; empty when it answered
 * @param attempts how often it was connected to
 */
public record HostResult(
    String host,
    String address,
    String profile,
    List<String> groups,
    HostState state,
    Optional<String> difference,
    String message,
    int attempts,
    Duration took) {

  public HostResult {
    groups = List.copyOf(groups);
  }

  /** How a host that answered stands. */
  static HostState state(DriftResult drift) {
    if (drift.drifted()) {
      return HostState.DRIFTED;
    }
    return drift.oldImage().isPresent() ? HostState.OLD_IMAGE : HostState.IN_SYNC;
  }

  /** How a host stands that did not. */
  static HostState state(Throwable trouble) {
    ExitCode code =
        trouble instanceof ProvisionException known ? known.exitCode() : ExitCode.INTERNAL;
    return switch (code) {
      case UNAVAILABLE -> HostState.UNREACHABLE;
      case BUSY -> HostState.BUSY;
      default -> HostState.FAILED;
    };
  }

  /** A trouble told without the names that only one host has. */
  static Difference trouble(HostState state, String message, List<String> names) {
    String anonymous = message;
    for (String name : names) {
      if (!name.isEmpty()) {
        anonymous =
            anonymous.replaceAll("(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w-])", "HOST");
      }
    }
    return Difference.of(List.of(new Item(state.toString(), anonymous, "", "")));
  }
}
