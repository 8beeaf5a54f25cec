package dev.provision.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Call;
import dev.provision.plan.Fragment;
import dev.provision.plan.Records;
import dev.provision.plan.Step;
import dev.provision.testing.LocalShell;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * One Debian of the lab's, as long as a test writes a program for it: commands of its own, applies
 * and rollbacks. What they did is thrown away at the end.
 */
final class ChrootHost {
  private static final String RAN = "ran\u001f";
  private final StringBuilder program = new StringBuilder("mkdir -p /var/lib/systemd/linger\n");
  private Outcome outcome;

  /** How a program of ours ended on it. */
  record Ran(Ending ending, String text) {
    void check() {
      ending.check(Optional.empty());
    }
  }

  static Step step(String fragment, String function, String... arguments) {
    return new Step(function, new Call(new Fragment(fragment), function, List.of(arguments)));
  }

  /** Commands of a shell; what they print comes out of {@link #printed}. */
  ChrootHost sh(String commands) {
    program.append(commands).append('\n');
    return this;
  }

  ChrootHost apply(Step... steps) {
    return run(
        Transaction.script(List.of()),
        Transaction.batch(Transaction.steps(List.of(steps), 0) + Transaction.commit("test")));
  }

  /** Without the order to keep it. */
  ChrootHost applyAndGoBack(Step... steps) {
    return run(
        Transaction.script(List.of()), Transaction.batch(Transaction.steps(List.of(steps), 0)));
  }

  ChrootHost rollBack(String generation) {
    return run(Transaction.rollBack(generation), "");
  }

  private ChrootHost run(Script script, String orders) {
    String program = script.text().replace("\nWORK_PATIENCE=60\n", "\nWORK_PATIENCE=2\n");
    String text = Base64.getEncoder().encodeToString(program.getBytes(StandardCharsets.UTF_8));
    return sh("echo " + text + " | base64 -d >/tmp/program; printf 'ran\\037\\n'")
        .sh("sh /tmp/program " + String.join(" ", script.arguments()) + " <<'ORDERS'")
        .sh(orders + "ORDERS")
        .sh("printf 'ran\\037\\n'");
  }

  /** Runs it all and gives the programs of ours, in their order. */
  List<Ran> end() {
    // Longer than an argument may be.
    Script script =
        new Script(
            "cat >/tmp/all && sh /tmp/all",
            List.of(),
            program.toString().getBytes(StandardCharsets.UTF_8),
            Duration.ofMinutes(2));
    outcome = LocalShell.run(List.of("src/lab/chroot", "run", "bookworm", "--", "sh"), script);
    String[] parts = (outcome.stdout() + " ").split(RAN + "\n", -1);
    assertThat(parts.length % 2).as(outcome.stderr()).isOne();
    var ran = new java.util.ArrayList<Ran>();
    for (int i = 1; i < parts.length; i += 2) {
      var ending = new Ending();
      Records.parseAll(parts[i]).forEach(entry -> ending.hear(entry, List.of()));
      ran.add(new Ran(ending, parts[i]));
    }
    return ran;
  }

  /** What the commands said. */
  String printed() {
    String[] parts = (outcome.stdout() + " ").split(RAN + "\n", -1);
    var text = new StringBuilder();
    for (int i = 0; i < parts.length; i += 2) {
      text.append(parts[i]);
    }
    return text.toString();
  }
}
