package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.cli.Workbench.HostWork;
import dev.provision.engine.DriftResult;
import dev.provision.profile.Profile;
import dev.provision.report.DriftFindings;
import dev.provision.report.DriftText;
import dev.provision.report.JsonShapes;
import dev.provision.report.ResultsJson;
import dev.provision.report.Subject;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Compares a host with the profile: a plan that nobody asked for, and what wins over the files that
 * are as they should be.
 */
final class DriftCommand extends HostCommand<DriftResult> {

  private static final String FROM_RECEIPT = "--from-receipt";

  @Override
  public String name() {
    return "drift";
  }

  @Override
  public String summary() {
    return "compare a host with the profile; read-only; reports";
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    FleetOptions.declare(spec);
    FindingsOutput.declareOfMany(spec);
    spec.usageMessage()
        .customSynopsis(
            spec.name()
                + " --profile NAME|FILE (--host HOST | --local | --root DIR | --inventory FILE)"
                + " [OPTION]...",
            spec.name() + " merge JSON... [OPTION]...")
        .footer(
            "",
            "Exits with 0 when the host is in sync, 2 when it drifted or was made from another",
            "profile. Such an old image is compared with the profile that it was made from. While an",
            "apply is at work there it exits with 75: half of one is no drift.",
            "JSON:",
            JsonShapes.DRIFT,
            "",
            "Of an inventory every host is reported. A line of a list is [USER@]HOST[:PORT], then",
            "KEY=VALUE with name, port, user, identity, alias (its name in known_hosts),",
            "fingerprint, jump, profile or groups; in Ansible's inventories the variables",
            "provision_profile, _alias, _fingerprint and _jump say the same. A host that is gone,",
            "that lets nobody in or has another key is unreachable, never drifted. Exits with the",
            "worst: 1, 69, 75, 2, 0. JSON:",
            JsonShapes.FLEET,
            "",
            "provision drift merge puts together what several runs with --shard have written.");
  }

  @Override
  public List<Command> verbs() {
    return List.of(new DriftMergeCommand());
  }

  @Override
  public boolean worksWithoutVerb() {
    return true;
  }

  @Override
  public ExitCode run(CommandContext context) {
    if (!FleetOptions.given(context)) {
      return super.run(context);
    }
    FindingsOutput.checkOfMany(context);
    boolean fromReceipt = context.flag(FROM_RECEIPT);
    if (fromReceipt && context.option("--profile").isPresent()) {
      throw new UsageException("--profile and " + FROM_RECEIPT + ": which one?");
    }
    return new FleetDrift(context, fromReceipt).run();
  }

  @Override
  void declareProfile(CommandSpec spec) {
    ProfileOptions.declareOptional(spec);
    Options.flag(
        spec, FROM_RECEIPT, "Compare with the profile that the host was made from, as it says.");
  }

  @Override
  void check(CommandContext context) {
    FindingsOutput.check(context);
    boolean named = context.option("--profile").isPresent();
    if (named == context.flag(FROM_RECEIPT)) {
      throw new UsageException(
          named
              ? "--profile and " + FROM_RECEIPT + ": which one?"
              : "missing: --profile NAME|FILE, or " + FROM_RECEIPT);
    }
  }

  @Override
  Optional<Profile> profile(CommandContext context) {
    return context.flag(FROM_RECEIPT) ? Optional.empty() : super.profile(context);
  }

  @Override
  DriftResult ask(CommandContext context, HostWork work) {
    return work.drift();
  }

  @Override
  ExitCode answer(CommandContext context, Subject subject, DriftResult drift) {
    new FindingsOutput(context, "drift", subject, DriftFindings.of(drift))
        .write(
            () -> new DriftText(subject, context.palette()).of(drift),
            () -> ResultsJson.drift(subject, drift));
    return drift.inSync() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
