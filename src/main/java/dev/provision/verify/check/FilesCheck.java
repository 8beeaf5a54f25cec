package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.MalformedAnswerException;
import dev.provision.verify.answer.Places;
import dev.provision.verify.answer.Places.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Places that come into being at boot, where no file of the profile lies: who owns them decides
 * whether a step can use them. XDG Base Directory Specification for the runtime directory,
 * tmpfiles.d(5) for the link.
 */
final class FilesCheck implements Check {
  private final List<Expected> expected;
  private final Fact question;

  /**
   * What must stand at a path.
   *
   * @param access mode and owner as {@link Place#access}; empty for a link, whose own never count
   * @param target of a link, empty for everything else
   */
  record Expected(String path, String type, String access, String target) {
    private String actual(Place place) {
      if (place.type().equals("absent")) {
        return "absent";
      }
      return text(place.type(), place.access(), place.target());
    }

    private String wanted() {
      return text(type, access, target);
    }

    private String text(String type, String access, String target) {
      return type
          + (this.access.isEmpty() ? "" : " " + access)
          + (this.target.isEmpty() ? "" : " to " + target);
    }
  }

  FilesCheck(List<Expected> expected) {
    this.expected = List.copyOf(expected);
    this.question =
        Fact.asRoot(
            new Fragment("verify/place"),
            "verify_place_access",
            expected.stream().map(Expected::path).toArray(String[]::new));
  }

  static Optional<Check> of(Profile profile) {
    Agent agent = profile.agent();
    var expected = new ArrayList<Expected>();
    if (agent.linger()) {
      expected.add(new Expected(agent.runtimeDirectory(), "directory", "0700 " + agent.user(), ""));
    }
    if (profile.socket().enabled()) {
      expected.add(new Expected(agent.podmanSocket(), "socket", "0660 " + agent.user(), ""));
      profile
          .docker()
          .socket()
          .ifPresent(
              link -> expected.add(new Expected(link, "symbolic link", "", agent.podmanSocket())));
    }
    return expected.isEmpty() ? Optional.empty() : Optional.of(new FilesCheck(expected));
  }

  @Override
  public String id() {
    return "files";
  }

  @Override
  public String why() {
    return "podman passes over a file that a step cannot read or that is not what it seems";
  }

  @Override
  public List<Fact> facts() {
    return List.of(question);
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    String remedy = "apply the profile, then reboot: systemd makes these at boot";
    try {
      List<Place> places = Places.parse(host.answer(question), expected.size());
      for (int i = 0; i < places.size(); i++) {
        Expected one = expected.get(i);
        String actual = one.actual(places.get(i));
        findings.require(actual.equals(one.wanted()), one.path(), one.wanted(), actual, remedy);
      }
    } catch (MalformedAnswerException e) {
      findings.unknown("type, mode and owner", "an answer", e.getMessage(), remedy);
    }
    return findings.list();
  }
}
