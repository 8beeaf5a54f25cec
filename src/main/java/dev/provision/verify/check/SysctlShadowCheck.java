package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.MalformedAnswerException;
import dev.provision.verify.answer.MergedLines;
import dev.provision.verify.answer.MergedLines.Line;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What kernel parameters will be at the next boot: files go by their names whatever their folder,
 * and the last that sets a key wins; a pattern never wins over a key in full; sysctl.d(5).
 */
final class SysctlShadowCheck implements Check {
  private static final String OURS = "/etc/sysctl.d/90-provision.conf";

  private final Map<String, String> expected;

  private SysctlShadowCheck(Map<String, String> expected) {
    this.expected = expected;
  }

  static Optional<Check> of(Profile profile) {
    Map<String, String> sysctl = profile.kernel().sysctl();
    return sysctl.isEmpty() ? Optional.empty() : Optional.of(new SysctlShadowCheck(sysctl));
  }

  @Override
  public String id() {
    return "sysctl.shadow";
  }

  @Override
  public String why() {
    return "at the next boot that value wins over the profile's";
  }

  @Override
  public List<Fact> facts() {
    return List.of(MergedFolder.SYSCTL);
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    try {
      List<Line> lines = MergedLines.parse(host.answer(MergedFolder.SYSCTL));
      expected.forEach((key, value) -> judge(key, value, lines, findings));
    } catch (MalformedAnswerException e) {
      findings.unknown(
          String.join(" ", expected.keySet()),
          "as in " + OURS,
          e.getMessage(),
          "see systemd-sysctl --cat-config, in /usr/lib/systemd");
    }
    return findings.list();
  }

  private static void judge(String key, String value, List<Line> lines, Findings findings) {
    Optional<Line> winner =
        lines.stream()
            .filter(line -> key(line.text()).equals(normal(key)))
            .reduce((first, second) -> second)
            .filter(line -> !line.file().equals(OURS) && !words(value(line)).equals(words(value)));
    findings.require(
        winner.isEmpty(),
        key,
        value,
        winner.map(line -> value(line) + " wins, of " + line.file()).orElse(value),
        "take it out of " + winner.map(Line::file).orElse("") + ", or into the profile");
  }

  private static String key(String line) {
    int equals = line.indexOf('=');
    // A minus before it: failure to set it is no error.
    return normal(line.substring(0, Math.max(equals, 0)).strip().replaceFirst("^-", ""));
  }

  private static String value(Line line) {
    return line.text().substring(line.text().indexOf('=') + 1).strip();
  }

  private static List<String> words(String value) {
    return List.of(value.split("\\s+"));
  }

  /** With dots between the parts: the first separator says which of the two forms it is. */
  private static String normal(String key) {
    int dot = key.indexOf('.');
    int slash = key.indexOf('/');
    if (slash < 0 || (dot >= 0 && dot < slash)) {
      return key;
    }
    var swapped = new StringBuilder();
    key.chars().forEach(c -> swapped.append(c == '/' ? '.' : c == '.' ? '/' : (char) c));
    return swapped.toString();
  }
}
