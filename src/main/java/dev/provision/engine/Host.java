package dev.provision.engine;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.plan.Probe;
import dev.provision.plan.Records;
import dev.provision.plan.Step;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import dev.provision.transport.Transport;
import dev.provision.transport.UnreachableException;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** One host: facts and steps go in, observations and results come out. Counts its programs. */
final class Host {
  private final Transport transport;
  private final String stepUser;
  private int commands;

  Host(Transport transport, String stepUser) {
    this.transport = transport;
    this.stepUser = stepUser;
  }

  int commands() {
    return commands;
  }

  Observation observe(Collection<Fact> facts) {
    var probe = new Probe(facts, stepUser);
    Outcome outcome = run(probe.script(), line -> {});
    return probe
        .read(outcome.stdout())
        .orElseThrow(
            () ->
                new UnreachableException(
                    transport.name()
                        + ": the probe ended early, with status "
                        + outcome.status()
                        + ": "
                        + outcome.stderr().strip()));
  }

  Transaction.Result transact(List<Step> steps, Progress progress) {
    Outcome outcome =
        run(
            Transaction.script(steps),
            line ->
                Records.parse(line)
                    .filter(entry -> entry.kind().equals("step"))
                    .map(entry -> entry.number(0))
                    .filter(number -> number >= 0 && number < steps.size())
                    .ifPresent(
                        number ->
                            progress.step(number + 1, steps.size(), steps.get(number).title())));
    return Transaction.read(outcome, steps);
  }

  Transaction.Result commit() {
    return Transaction.read(run(Transaction.commit(), line -> {}), List.of());
  }

  Transaction.Result rollBack() {
    return Transaction.read(run(Transaction.rollBack(), line -> {}), List.of());
  }

  private Outcome run(Script script, Consumer<String> onLine) {
    commands++;
    return transport.run(script, onLine);
  }
}
