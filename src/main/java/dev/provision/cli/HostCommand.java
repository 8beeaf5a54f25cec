package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.Version;
import dev.provision.cli.Workbench.HostWork;
import dev.provision.engine.Inspection;
import dev.provision.engine.Maker;
import dev.provision.engine.Receipt;
import dev.provision.profile.Profile;
import dev.provision.report.Subject;
import dev.provision.transport.Transport;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command that works on a host: asks over one connection, hangs up, then answers.
 *
 * @param <R> what the engine says
 */
abstract class HostCommand<R> implements Command {

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .customSynopsis(
            spec.name() + " --profile NAME|FILE (--host HOST | --local | --root DIR) [OPTION]...");
    declareProfile(spec);
    TargetOptions.declare(spec);
  }

  @Override
  public ExitCode run(CommandContext context) {
    // Bad flags are told before a profile is read, both before a connection is made.
    check(context);
    Target target = TargetOptions.from(context);
    Optional<Profile> given = profile(context);
    Subject subject;
    R result;
    try (Transport host = context.workbench().connect(target)) {
      Profile profile = given.orElseGet(() -> receipt(context, host));
      subject = new Subject(profile.name(), host.name());
      if (!host.isBooted()) {
        context.console().advise("the tree is not booted: what runs cannot be checked\n");
      }
      try (var progress =
          new ProgressLine(
              context.console(), context.live(), plan -> planned(context, subject, plan))) {
        HostWork work = context.workbench().work(profile, maker(context), host, progress);
        result = Interruption.saying(farewell(), context.console(), () -> ask(context, work));
      }
    }
    return answer(context, subject, result);
  }

  /** The profile to work with; empty for the one in the host's receipt. */
  Optional<Profile> profile(CommandContext context) {
    return Optional.of(ProfileOptions.load(context));
  }

  /** The profile that a host was made from. */
  static Profile receipt(CommandContext context, Transport host) {
    return context
        .workbench()
        .receipt(host)
        .map(Receipt::read)
        .orElseThrow(() -> new NoReceiptException(host.name()));
  }

  /** Who asks. */
  static Maker maker(CommandContext context) {
    return new Maker(
        Version.current(),
        context.variable("PROVISION_BUILD").or(() -> context.variable("BUILD_BUILDID")));
  }

  /** Which profile. */
  void declareProfile(CommandSpec spec) {
    ProfileOptions.declare(spec);
  }

  /** Looks at this command's own flags; throws {@link UsageException}. */
  abstract void check(CommandContext context);

  abstract R ask(CommandContext context, HostWork work);

  /** What somebody who interrupts it should know. */
  String farewell() {
    return "";
  }

  /** Tells what is about to be changed, for the command that changes. */
  void planned(CommandContext context, Subject subject, Inspection plan) {}

  abstract ExitCode answer(CommandContext context, Subject subject, R result);
}
