package dev.provision.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Call;
import dev.provision.plan.Fragment;
import dev.provision.plan.Probe;
import dev.provision.plan.Records;
import dev.provision.plan.Step;
import dev.provision.testing.LocalShell;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import dev.provision.transport.ShellQuote;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One Debian of the lab's, as long as a test writes a program for it: commands of its own, applies
 * and rollbacks. What they did is thrown away at the end.
 */
final class ChrootHost {
  private static final String RAN = "ran\u001f";
  private final List<String> chroot;
  private final StringBuilder program = new StringBuilder("mkdir -p /var/lib/systemd/linger\n");
  private Outcome outcome;

  /** Debian 12. */
  ChrootHost() {
    this("bookworm");
  }

  /**
   * @param options of {@code src/lab/chroot run}
   */
  ChrootHost(String distro, String... options) {
    chroot =
        Stream.of(List.of("src/lab/chroot", "run", distro), List.of(options), List.of("--", "sh"))
            .flatMap(List::stream)
            .toList();
  }

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

  /** Its answers are {@link Probe#read} of what ran. */
  ChrootHost ask(Probe probe) {
    return run(probe.script(), "");
  }

  private ChrootHost run(Script script, String orders) {
    String program = script.text().replace("\nWORK_PATIENCE=60\n", "\nWORK_PATIENCE=2\n");
    String text = Base64.getEncoder().encodeToString(program.getBytes(StandardCharsets.UTF_8));
    return sh("echo " + text + " | base64 -d >/tmp/program; printf 'ran\\037\\n'")
        .sh("sh /tmp/program " + words(script.arguments()) + " <<'ORDERS'")
        .sh(orders + "ORDERS")
        .sh("printf 'ran\\037\\n'");
  }

  private static String words(List<String> arguments) {
    return arguments.stream().map(ShellQuote::word).collect(Collectors.joining(" "));
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
    outcome = LocalShell.run(chroot, script);
    String[] parts = (outcome.stdout() + " ").split(RAN + "\n", -1);
    assertThat(parts.length % 2).as(outcome.stderr()).isOne();
    var ran = new ArrayList<Ran>();
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
