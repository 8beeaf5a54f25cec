package dev.provision.report;

import dev.provision.ExitCode;
import dev.provision.fleet.Fleet;
import dev.provision.fleet.HostState;
import dev.provision.verify.Finding;
import dev.provision.verify.Finding.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Findings told to an Azure Pipelines agent. It keeps ten errors and ten warnings of a step, so
 * there is one issue for each check, not for each finding, and the last one counts the rest.
 */
public final class AzurePipelines {
  static final int KEPT = 10;

  private AzurePipelines() {}

  /**
   * Errors for checks that failed, warnings for checks that could not run.
   *
   * @param command which one found this
   */
  public static List<AzureCommand> issues(String command, Subject subject, List<Finding> findings) {
    var commands = new ArrayList<AzureCommand>();
    commands.addAll(issues("error", command, subject, checks(findings, Status.FAILED)));
    commands.addAll(issues("warning", command, subject, checks(findings, Status.UNKNOWN)));
    return commands;
  }

  /**
   * Fails the step with a sentence, where the exit code alone would say only that it is 2; nothing
   * when all passed. There is no SucceededWithIssues: the agent heeds it only beside exit code 0.
   */
  public static Optional<AzureCommand> complete(
      String command, Subject subject, List<Finding> findings) {
    Tally tally = Tally.of(findings);
    return tally.allPassed()
        ? Optional.empty()
        : Optional.of(
            new AzureCommand(
                "task.complete",
                Map.of("result", "Failed"),
                "provision " + command + ": " + subject + ": " + tally));
  }

  /**
   * One issue for each group of hosts: errors, or warnings where drift is taken for one. What could
   * not be asked is a warning, as it is nobody's drift.
   *
   * @param warn whether drift is a warning
   */
  public static List<AzureCommand> issues(Fleet fleet, boolean warn) {
    var messages = new LinkedHashMap<String, List<String>>();
    for (Fleet.Group group : fleet.groups()) {
      boolean drift = group.state().exitCode() == ExitCode.DIFFERENT;
      messages
          .computeIfAbsent(drift && !warn ? "error" : "warning", it -> new ArrayList<>())
          .add(message(group, drift));
    }
    var commands = new ArrayList<AzureCommand>();
    messages.forEach((type, all) -> commands.addAll(issues(type, all)));
    return commands;
  }

  private static String message(Fleet.Group group, boolean drift) {
    String what =
        drift
            ? group.difference().items().stream()
                .map(it -> it.resource() + ": " + it.summary())
                .collect(Collectors.joining("; "))
            : group.message();
    return HostText.line(
        "provision drift: "
            + group.state()
            + ", "
            + Counted.of(group.hosts().size(), "host")
            + " ("
            + FleetText.names(group.hosts())
            + "): "
            + what);
  }

  /**
   * How the step ends with a fleet.
   *
   * @param code the exit code; beside 0 the agent heeds SucceededWithIssues, and only there
   */
  public static Optional<AzureCommand> complete(Fleet fleet, ExitCode code) {
    if (code == ExitCode.OK && fleet.counts().get(HostState.IN_SYNC) == fleet.size()) {
      return Optional.empty();
    }
    return Optional.of(
        new AzureCommand(
            "task.complete",
            Map.of("result", code == ExitCode.OK ? "SucceededWithIssues" : "Failed"),
            "provision drift: " + FleetText.sum(fleet)));
  }

  /** How far it is, in percent. */
  public static AzureCommand progress(int percent) {
    return new AzureCommand(
        "task.setprogress", Map.of("value", String.valueOf(percent)), "provision drift");
  }

  /** Shows a Markdown file on the run's page. */
  public static AzureCommand summary(String absolutePath) {
    return new AzureCommand("task.uploadsummary", Map.of(), absolutePath);
  }

  private static List<AzureCommand> issues(
      String type, String command, Subject subject, List<String> messages) {
    return issues(
        type,
        messages.stream()
            .map(message -> "provision " + command + ": " + subject + ": " + message)
            .toList());
  }

  private static List<AzureCommand> issues(String type, List<String> messages) {
    boolean all = messages.size() <= KEPT;
    var commands = new ArrayList<AzureCommand>();
    for (String message : messages.subList(0, all ? messages.size() : KEPT - 1)) {
      commands.add(issue(type, message));
    }
    if (!all) {
      commands.add(issue(type, "and " + (messages.size() - KEPT + 1) + " more"));
    }
    return commands;
  }

  private static AzureCommand issue(String type, String message) {
    return new AzureCommand("task.logissue", Map.of("type", type), message);
  }

  /** For each check with this status what its findings say, and why that matters. */
  private static List<String> checks(List<Finding> findings, Status status) {
    var checks = new LinkedHashMap<String, String>();
    var whys = new HashMap<String, String>();
    for (Finding it : findings) {
      if (it.status() == status) {
        String seen = it.property() + ": " + FindingsText.seen(it);
        checks.merge(it.check(), it.check() + ": " + seen, (one, two) -> one + "; " + seen);
        whys.put(it.check(), it.why().isEmpty() ? "" : " (" + it.why() + ")");
      }
    }
    return checks.entrySet().stream()
        .map(check -> HostText.line(check.getValue() + whys.get(check.getKey())))
        .toList();
  }
}
