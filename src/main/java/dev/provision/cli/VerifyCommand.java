package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.cli.Workbench.HostWork;
import dev.provision.profile.Profile;
import dev.provision.report.FindingsText;
import dev.provision.report.JsonShapes;
import dev.provision.report.ResultsJson;
import dev.provision.report.Subject;
import dev.provision.report.Tally;
import dev.provision.verify.Finding;
import dev.provision.verify.Selection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Judges the running host. */
final class VerifyCommand extends HostCommand<List<Finding>> {
  private static final String CHECK = "--check";
  private static final String SKIP = "--skip";
  private static final Finding NO_CHECK_RAN =
      Finding.unknown(
          "verify", "checks", "at least one", "no check ran", "this is a bug, please report it");

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String summary() {
    return "judge the running host; changes nothing that outlives it";
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    FindingsOutput.declare(spec);
    Options.values(spec, CHECK, "ID", "Only this check.");
    Options.values(spec, SKIP, "ID=REASON", "Not this check, and why.");
    spec.usageMessage()
        .footer(
            "",
            "Exits with 0 when every check passed, 2 when one failed or could not run, or",
            "when none ran. Checks that try something out on the host take it away again.",
            "JSON:",
            JsonShapes.VERIFY);
  }

  @Override
  void check(CommandContext context) {
    FindingsOutput.check(context);
    selection(context);
  }

  /** A check that the profile does not have is told before a connection is made. */
  @Override
  Optional<Profile> profile(CommandContext context) {
    Optional<Profile> profile = super.profile(context);
    List<String> known = context.workbench().checks(profile.orElseThrow());
    Selection selection = selection(context);
    Stream.concat(selection.only().stream(), selection.skipped().keySet().stream())
        .filter(id -> !known.contains(id))
        .findFirst()
        .ifPresent(
            id -> {
              throw new UsageException(
                  "this profile has no check %s%s; it has %s"
                      .formatted(id, Suggestion.of(id, known), String.join(", ", known)));
            });
    return profile;
  }

  private static Selection selection(CommandContext context) {
    var skipped = new TreeMap<String, String>();
    for (String skip : context.options(SKIP)) {
      int equals = skip.indexOf('=');
      if (equals < 1 || skip.substring(equals + 1).isBlank()) {
        throw new UsageException(SKIP + " " + skip + ": say why: " + SKIP + " ID=REASON");
      }
      skipped.put(skip.substring(0, equals), skip.substring(equals + 1));
    }
    return new Selection(Set.copyOf(context.options(CHECK)), skipped);
  }

  @Override
  List<Finding> ask(CommandContext context, HostWork work) {
    List<Finding> findings = work.verify(selection(context));
    // Proves nothing, so every format must show it as a failure.
    return findings.isEmpty() ? List.of(NO_CHECK_RAN) : findings;
  }

  @Override
  ExitCode answer(CommandContext context, Subject subject, List<Finding> findings) {
    new FindingsOutput(context, "verify", subject, findings)
        .write(
            () -> new FindingsText(context.palette()).all(subject, findings),
            () -> ResultsJson.findings(subject, findings));
    return Tally.of(findings).allPassed() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
