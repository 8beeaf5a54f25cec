package dev.provision.report;

import dev.provision.fleet.Fleet;
import dev.provision.fleet.HostResult;
import dev.provision.fleet.HostState;
import dev.provision.verify.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** A fleet as JUnit XML: a case for each host. One that could not be asked is an error. */
public final class FleetJunit {
  private static final String COMMAND = "drift";

  private FleetJunit() {}

  /** One suite for all hosts. */
  public static String of(Fleet fleet) {
    return FindingsJunit.of(
        COMMAND, new Subject("fleet", Counted.of(fleet.states().size(), "host")), findings(fleet));
  }

  /** Each host as if it were a check. */
  private static List<Finding> findings(Fleet fleet) {
    return fleet.results().stream().map(FleetJunit::finding).toList();
  }

  private static Finding finding(HostResult result) {
    String expected = "as " + result.profile() + " has it";
    if (result.state() == HostState.IN_SYNC) {
      return Finding.passed(result.profile(), result.host(), expected);
    }
    String seen =
        result.message().isEmpty()
            ? result.difference().stream()
                .flatMap(it -> it.items().stream())
                .map(it -> it.resource() + ": " + it.summary())
                .collect(Collectors.joining("; "))
            : result.message();
    boolean answered = result.state() == HostState.DRIFTED || result.state() == HostState.OLD_IMAGE;
    return answered
        ? Finding.failed(
            result.profile(), result.host(), expected, seen, "provision apply brings it back")
        : Finding.unknown(result.profile(), result.host(), expected, seen, "");
  }
}
