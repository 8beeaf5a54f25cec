package dev.provision.report;

import dev.provision.fleet.Fleet;
import dev.provision.fleet.HostResult;
import dev.provision.fleet.HostState;
import dev.provision.verify.Finding;
import java.io.IOException;
import java.io.Writer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A fleet as JUnit XML: a case for each host. One that could not be asked is an error. */
public final class FleetJunit {
  private static final String COMMAND = "drift";

  private FleetJunit() {}

  /**
   * Writes one suite for all hosts, each as if it were a check.
   *
   * @throws IOException when it cannot be written
   */
  public static void write(Fleet fleet, Writer out) throws IOException {
    FindingsJunit.write(
        COMMAND,
        new Subject("fleet", Counted.of(fleet.size(), "host")),
        () ->
            StreamSupport.stream(fleet.results().spliterator(), false)
                .map(it -> finding(fleet, it))
                .iterator(),
        out);
  }

  private static Finding finding(Fleet fleet, HostResult result) {
    String expected = "as " + result.profile() + " has it";
    if (result.state() == HostState.IN_SYNC) {
      return Finding.passed(result.profile(), result.host(), expected);
    }
    String seen =
        result.message().isEmpty()
            ? result.difference().flatMap(fleet::difference).stream()
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
