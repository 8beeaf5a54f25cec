package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The one machine that all faults are tried on, with snapshots to begin from. */
final class FaultMachine implements AutoCloseable {
  /** As it came up. */
  static final String CLEAN = "clean";

  /** With the packages, and otherwise as it came. */
  static final String BARE = "bare";

  /** After an apply. */
  static final String RUNNER = "runner";

  static final String PROFILE = "ado-runner";
  private static final String STRICT = "ado-runner-strict";
  private static final Pattern PROGRESS = Pattern.compile("\\[\\d+/(\\d+)]");

  /** For {@code ResourceLock}: two classes at once would meet on it. */
  static final String LOCK = "the machine for faults";

  private final Lab lab;
  private final Scenario first;
  private Scenario change;

  private FaultMachine() {
    lab = Lab.up("test-faults", "bookworm");
    int steps = apply(PROFILE);
    HostFiles after = HostFiles.of(lab);
    lab.snapshot(RUNNER);
    Result back = onHost("rollback", "--to", "0");
    assertThat(back.status()).as(back.everything()).isZero();
    // What the verification left in the account's home, and so is not thrown away.
    lab.must("rm -rf /var/lib/provision/homes");
    lab.snapshot(BARE);
    first = new Scenario("first apply", BARE, PROFILE, steps, HostFiles.of(lab), after);
  }

  /** An apply of everything but the packages. */
  Scenario first() {
    return first;
  }

  /** An apply over another, which must work if it wins. */
  Scenario change() {
    if (change == null) {
      lab.reset(RUNNER);
      int steps = apply(STRICT);
      change = new Scenario("a change", RUNNER, STRICT, steps, first.after(), HostFiles.of(lab));
    }
    return change;
  }

  /** The number of steps after packages are there. */
  private int apply(String profile) {
    Result apply = Tool.on(lab, "apply", profile);
    assertThat(apply.status()).as(apply.everything()).isZero();
    return PROGRESS
        .matcher(apply.stderr())
        .results()
        .mapToInt(match -> Integer.parseInt(match.group(1)))
        .reduce((one, other) -> other)
        .orElseThrow();
  }

  Lab lab() {
    return lab;
  }

  /** A command that needs no profile. */
  Result onHost(String command, String... more) {
    var words = new ArrayList<>(List.of(command));
    words.addAll(lab.target("packer"));
    words.addAll(List.of(more));
    return Tool.run(Map.of(), words);
  }

  /** A host whose caller is gone still goes back; whoever comes next waits for that. */
  void waitUntilNobodyWorks() {
    lab.shell()
        .must(
            "[ ! -e /var/lib/provision ] || flock -w 300 /var/lib/provision/lock true"
                + " && while pgrep -x apt-get; do sleep 1; done");
  }

  @Override
  public void close() {
    lab.close();
  }

  /** Hands it to the constructors of test classes; made when first asked for. */
  static final class Resolver implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == FaultMachine.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.GLOBAL)
          .getOrComputeIfAbsent(FaultMachine.class, key -> new FaultMachine(), FaultMachine.class);
    }
  }
}
