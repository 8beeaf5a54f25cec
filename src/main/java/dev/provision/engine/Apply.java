package dev.provision.engine;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.plan.Probe;
import dev.provision.plan.Records;
import dev.provision.plan.Records.Entry;
import dev.provision.plan.Step;
import dev.provision.profile.Profile;
import dev.provision.transport.Conversation;
import dev.provision.transport.Script;
import dev.provision.transport.UnreachableException;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One apply: one program on the host, which holds the lock, and this side, which decides after each
 * look what comes next. Looks; installs packages and looks again; brings about the rest; verifies;
 * keeps it or has it taken back. Whatever fails here ends the orders, and the host goes back.
 */
final class Apply implements Conversation {
  private final Profile profile;
  private final Maker maker;
  private final List<Check> checks;
  private final Progress progress;

  private final List<Step> steps = new ArrayList<>();
  private final List<Entry> answers = new ArrayList<>();
  private final Ending ending = new Ending();
  private Probe probe;
  private String asking;
  private Function<Observation, Reply> next;
  private String acting;
  private int acted;
  private Inspection inspection;
  private List<Finding> findings = List.of();
  private String reason;
  private boolean committing;
  private RuntimeException trouble;

  Apply(Profile profile, Maker maker, List<Check> checks, Progress progress) {
    this.profile = profile;
    this.maker = maker;
    this.checks = checks;
    this.progress = progress;
  }

  /** The program that must be talked to. */
  Script script() {
    return Transaction.script(
        Stream.concat(Comparison.facts(profile).stream(), Check.facts(checks).stream()).toList());
  }

  /** What is to be said of a host that was lost on the way; empty when nothing was changed. */
  String afterLoss() {
    if (committing) {
      return "\nit was about to keep what was done; run provision plan to see whether it has";
    }
    return steps.isEmpty()
        ? ""
        : "\nthe host takes back by itself what was done so far, at the latest when the next apply"
            + " begins; run provision plan to see how it is";
  }

  @Override
  public Reply heard(String line) {
    try {
      return Records.parse(line).map(this::hear).orElse(Reply.NOTHING);
    } catch (RuntimeException e) {
      trouble = e;
      return Reply.END;
    }
  }

  private Reply hear(Entry entry) {
    ending.hear(entry, steps);
    return switch (entry.kind()) {
      case "ready" -> reply(look(this::compare));
      case "answers" -> {
        answers.add(entry);
        yield Reply.NOTHING;
      }
      case "answered" -> {
        Observation seen =
            probe
                .read(answers)
                .orElseThrow(() -> new UnreachableException("the host's answers are not whole"));
        answers.clear();
        yield next.apply(seen);
      }
      case "end" -> Reply.END;
      default -> {
        show(entry);
        yield Reply.NOTHING;
      }
    };
  }

  private void show(Entry entry) {
    switch (entry.kind()) {
      case "recovering" -> progress.phase("ending an interrupted " + entry.field(0));
      case "asked" -> progress.phase(asking);
      case "failed" -> progress.phase("going back");
      case "unchecked" -> unchecked(entry);
      // At once, since an apply that ended another one may go well itself.
      case "stays" -> progress.note("stays: " + text(entry.decoded(0)));
      case "step" -> {
        int number = entry.number(0);
        if (number >= 0 && number < steps.size()) {
          if (number == acted) {
            progress.phase(acting);
          }
          progress.step(number - acted + 1, steps.size() - acted, steps.get(number).title());
        }
      }
      default -> {}
    }
  }

  private void unchecked(Entry entry) {
    int number = entry.number(0);
    if (number >= 0 && number < steps.size()) {
      String why = text(entry.decoded(1));
      progress.note("did not " + steps.get(number).title() + " before it went live: " + why);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).strip();
  }

  // ---- what comes next

  private Reply compare(Observation seen) {
    Comparison comparison = Comparison.of(profile, maker, seen);
    inspection = comparison.inspection();
    if (!inspection.plan().conflicts().isEmpty()) {
      throw new RolledBackException(conflicts(inspection) + "\nnothing was changed");
    }
    progress.planned(inspection);
    if (!comparison.needsPackages()) {
      return configure(comparison, seen);
    }
    return reply(act("installing packages", comparison.packageSteps()) + look(this::compareAgain));
  }

  private Reply compareAgain(Observation seen) {
    Comparison comparison = Comparison.of(profile, maker, seen);
    if (!comparison.inspection().plan().conflicts().isEmpty()) {
      return goBack(conflicts(comparison.inspection()));
    }
    comparison.refines(inspection).ifPresent(progress::note);
    return configure(comparison, seen);
  }

  private Reply configure(Comparison comparison, Observation seen) {
    String acts = act("applying", comparison.steps());
    if (!steps.isEmpty()) {
      return reply(acts + ask("verifying", Check.facts(checks), this::settle));
    }
    // Nothing is done to the host, so what it was just asked need not be asked again.
    List<Fact> unasked =
        Check.facts(checks).stream().filter(fact -> !seen.answers().containsKey(fact)).toList();
    return reply(ask("verifying", unasked, more -> settle(seen.and(more))));
  }

  private Reply settle(Observation seen) {
    findings = checks.stream().flatMap(check -> check.findings(seen).stream()).toList();
    List<Finding> bad =
        findings.stream().filter(finding -> finding.status() != Finding.Status.PASSED).toList();
    if (steps.isEmpty()) {
      return Reply.END;
    }
    if (bad.isEmpty()) {
      committing = true;
      int changes = inspection.plan().changes().size();
      return reply(Transaction.commit(Generation.info(profile, maker, changes)));
    }
    return goBack(
        bad.stream()
            .map(Apply::sentence)
            .collect(Collectors.joining("\n  ", "the verification failed:\n  ", "")));
  }

  private Reply goBack(String why) {
    progress.phase("going back");
    reason = why;
    return Reply.END;
  }

  private static String sentence(Finding finding) {
    return finding.check()
        + " "
        + finding.property()
        + ": expected "
        + finding.expected()
        + ", is "
        + finding.actual();
  }

  private static String conflicts(Inspection inspection) {
    return inspection.plan().conflicts().stream()
        .map(it -> it.resource() + " " + it.message() + "; " + it.remedy())
        .collect(Collectors.joining("\n"));
  }

  // ---- orders

  private String look(Function<Observation, Reply> then) {
    return ask("observing", Comparison.facts(profile), then);
  }

  private String ask(String title, List<Fact> facts, Function<Observation, Reply> then) {
    asking = title;
    next = then;
    probe = new Probe(facts, profile.agent().user());
    return Transaction.ask(probe);
  }

  private String act(String title, List<Step> more) {
    acting = title;
    acted = steps.size();
    String orders = Transaction.steps(more, acted);
    steps.addAll(more);
    return orders;
  }

  private static Reply reply(String orders) {
    return new Reply(Transaction.batch(orders).getBytes(StandardCharsets.US_ASCII), false);
  }

  // ---- the end

  /**
   * How it went, once the program has ended.
   *
   * @throws RolledBackException when it failed and the host is as before
   * @throws BrokenException when going back failed too
   * @throws BusyException when another apply is at work on the host
   */
  ApplyResult result(int commands) {
    if (trouble != null) {
      ending.check(Optional.empty());
      throw trouble;
    }
    ending.check(Optional.ofNullable(reason));
    if (!steps.isEmpty()) {
      ending.requireKept();
    }
    if (inspection == null) {
      throw new UnreachableException("the program on the host ended before it was asked anything");
    }
    return new ApplyResult(inspection, steps.size(), findings, ending.generation(), commands);
  }
}
