package dev.provision.vm;

import dev.provision.transport.Conversation;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import dev.provision.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A target that counts the processes and threads of its programs: each runs in a name space of its
 * own, where the kernel numbers them from 1.
 */
final class CountingTransport implements Transport {
  private static final String RECORD = "processes\u001f";
  private static final String ENTER =
      """
      program=$1
      shift
      exec unshare --pid --fork --kill-child --mount-proc -- /bin/sh -c "$program" provision "$@"
      """;

  private final Transport target;
  private int processes;

  CountingTransport(Transport target) {
    this.target = target;
  }

  int processes() {
    return processes;
  }

  @Override
  public Outcome run(Script script, Consumer<String> onLine) {
    return target.run(counted(script), line -> onLine.accept(noted(line)));
  }

  @Override
  public Outcome converse(Script script, Conversation conversation) {
    return target.converse(counted(script), line -> conversation.heard(noted(line)));
  }

  private static Script counted(Script script) {
    var arguments =
        new ArrayList<>(List.of(script.text() + "record processes \"$(sh -c 'echo $$')\"\n"));
    arguments.addAll(script.arguments());
    return new Script(ENTER, arguments, script.input(), script.limit());
  }

  /** Without the one that tells, and the substitution around it. */
  private String noted(String line) {
    if (line.startsWith(RECORD)) {
      processes += Integer.parseInt(line.substring(RECORD.length())) - 1;
    }
    return line;
  }

  @Override
  public String name() {
    return target.name();
  }

  @Override
  public boolean isBooted() {
    return target.isBooted();
  }

  @Override
  public void close() {
    target.close();
  }
}
