package dev.provision.engine;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.plan.Probe;
import dev.provision.plan.Records;
import dev.provision.plan.Records.Entry;
import dev.provision.transport.Conversation;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import dev.provision.transport.Transport;
import dev.provision.transport.UnreachableException;
import java.util.Collection;
import java.util.List;

/** One host: facts go in, observations come out. Counts its programs. */
public final class Host {
  private final Transport transport;
  private final String stepUser;
  private int commands;

  /**
   * One host.
   *
   * @param stepUser whose steps answer facts of {@link Fact.Viewer#STEP}
   */
  public Host(Transport transport, String stepUser) {
    this.transport = transport;
    this.stepUser = stepUser;
  }

  Transport transport() {
    return transport;
  }

  int commands() {
    return commands;
  }

  /** Asks everything with one program. */
  public Observation observe(Collection<Fact> facts) {
    var probe = new Probe(facts, stepUser);
    commands++;
    Outcome outcome = transport.run(probe.script());
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

  /** Runs a program that is talked to. */
  void converse(Script script, Conversation conversation) {
    commands++;
    transport.converse(script, conversation);
  }

  /** Runs a program to its end, for its records. */
  List<Entry> records(Script script) {
    commands++;
    return Records.parseAll(transport.run(script).stdout());
  }
}
