package dev.provision.render;

import dev.provision.render.StepEnvironment.Variable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lines of /etc/environment, which two programs read by different rules: pam_env(8) takes one pair
 * of quotes off, knows no escapes and cuts at every {@code #}; systemd's user manager reads the
 * same file as environment.d(5), unquotes like a shell and expands {@code $}. Only what both read
 * back unchanged is written.
 */
public record EtcEnvironment(List<String> lines, List<Omission> omissions) {
  /** pam_env before 1.5.3 reads 1024 bytes at a time. */
  private static final int LONGEST = 1000;

  static EtcEnvironment of(List<Variable> variables) {
    var lines = new ArrayList<String>();
    var omissions = new ArrayList<Omission>();
    for (Variable variable : variables) {
      Optional<String> line = line(variable);
      line.ifPresent(lines::add);
      if (line.isEmpty()) {
        omissions.add(
            new Omission(
                "agent.environment." + variable.name(),
                "not in /etc/environment, which cannot carry the value (too long, line breaks,"
                    + " '#', '$', or both kinds of quotes); /etc/profile.d has it"));
      }
    }
    return new EtcEnvironment(List.copyOf(lines), List.copyOf(omissions));
  }

  /** {@code NAME='value'}, or empty when pam_env or systemd would read something else. */
  static Optional<String> line(Variable variable) {
    String value = variable.value();
    if (value.chars().anyMatch(c -> c == '#' || c == '$' || Character.isISOControl(c))) {
      return Optional.empty();
    }
    boolean single = value.indexOf('\'') >= 0;
    if (single && (value.indexOf('"') >= 0 || value.indexOf('\\') >= 0)) {
      return Optional.empty();
    }
    String quote = single ? "\"" : "'";
    String line = variable.name() + "=" + quote + value + quote;
    return line.getBytes(StandardCharsets.UTF_8).length > LONGEST
        ? Optional.empty()
        : Optional.of(line);
  }
}
