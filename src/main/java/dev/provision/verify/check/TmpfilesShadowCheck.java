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
import java.util.Optional;

/**
 * Who makes docker's socket at the next boot. Of files with one name that in /etc wins over /run
 * and /usr; of several that have a line for one path the first by name wins; tmpfiles.d(5).
 */
final class TmpfilesShadowCheck implements Check {
  private static final String OURS = "/etc/tmpfiles.d/podman-docker.conf";

  /** Types that adjust or remove what others make. */
  private static final String OTHER_TYPES = "zZmtThHaArRxX";

  private final String socket;

  private TmpfilesShadowCheck(String socket) {
    this.socket = plain(socket);
  }

  static Optional<Check> of(Profile profile) {
    return profile.docker().socket().map(TmpfilesShadowCheck::new);
  }

  @Override
  public String id() {
    return "tmpfiles.shadow";
  }

  @Override
  public String why() {
    return "at the next boot that one makes the link, not the profile's";
  }

  @Override
  public List<Fact> facts() {
    return List.of(MergedFolder.TMPFILES);
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    String property = "line for " + socket;
    String expected = "none before that of " + OURS;
    try {
      Optional<Line> first =
          MergedLines.parse(host.answer(MergedFolder.TMPFILES)).stream()
              .filter(this::makes)
              .findFirst()
              .filter(line -> !line.file().equals(OURS));
      findings.require(
          first.isEmpty(),
          property,
          expected,
          first.map(line -> line.file() + " wins: " + line.text()).orElse(expected),
          "remove "
              + first.map(Line::file).orElse("")
              + ", or mask it: a link of its name to"
              + " /dev/null in /etc/tmpfiles.d");
    } catch (MalformedAnswerException e) {
      findings.unknown(property, expected, e.getMessage(), "see systemd-tmpfiles --cat-config");
    }
    return findings.list();
  }

  private boolean makes(Line line) {
    String[] fields = line.text().split("\\s+");
    return fields.length > 1
        && OTHER_TYPES.indexOf(fields[0].charAt(0)) < 0
        && plain(fields[1].replaceFirst("^%t/", "/run/")).equals(socket);
  }

  /** /var/run is a link to /run, and systemd-tmpfiles takes one for the other. */
  private static String plain(String path) {
    return path.replace("\"", "").replaceFirst("^/var/run/", "/run/").replaceFirst("/+$", "");
  }
}
