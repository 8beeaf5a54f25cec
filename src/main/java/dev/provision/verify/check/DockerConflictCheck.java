package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.DockerCommands;
import dev.provision.verify.answer.Listing;
import dev.provision.verify.answer.MalformedAnswerException;
import java.util.List;
import java.util.Optional;

/**
 * A docker beside podman, behind the wrapper: whoever names it by its path reaches it, and images
 * built with one are not there for the other. Those before the wrapper, {@link DockerShadowCheck}
 * tells.
 */
final class DockerConflictCheck implements Check {
  private static final Fact PACKAGES =
      Fact.asRoot(
          new Fragment("verify/docker"),
          "verify_docker_packages",
          "docker.io",
          "docker-cli",
          "docker-ce",
          "docker-ce-cli",
          "moby-engine",
          "moby-cli");

  private final String wrapper;

  private DockerConflictCheck(String wrapper) {
    this.wrapper = wrapper;
  }

  static Optional<Check> of(Profile profile) {
    return profile.docker().wrapper().map(DockerConflictCheck::new);
  }

  @Override
  public String id() {
    return "docker.conflict";
  }

  @Override
  public String why() {
    return "a docker beside podman takes over its command or its socket";
  }

  @Override
  public List<Fact> facts() {
    return List.of(PACKAGES, Questions.DOCKER_COMMANDS);
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    packages(host, findings);
    commands(host, findings);
    return findings.list();
  }

  private static void packages(Observation host, Findings findings) {
    try {
      // "ii ": installed; "rc ": removed, and only its configuration is left; dpkg-query(1).
      List<String> installed =
          Listing.lines(host.answer(PACKAGES)).stream()
              .filter(line -> line.length() > 1 && line.charAt(1) == 'i')
              .map(line -> line.substring(line.lastIndexOf(' ') + 1))
              .toList();
      findings.require(
          installed.isEmpty(),
          "packages",
          "none of docker's",
          installed.isEmpty() ? "none of docker's" : String.join(" ", installed),
          "apt-get purge " + String.join(" ", installed));
    } catch (MalformedAnswerException e) {
      findings.unknown("packages", "none of docker's", e.getMessage(), "see dpkg-query --show");
    }
  }

  private void commands(Observation host, Findings findings) {
    String expected = "podman behind every docker";
    try {
      var commands = DockerCommands.parse(host.answer(Questions.DOCKER_COMMANDS));
      List<String> others =
          commands.commands().stream()
              .filter(command -> command.kind() == DockerCommands.Kind.OTHER)
              .filter(command -> !commands.before(wrapper).contains(command))
              .map(DockerCommands.Command::path)
              .toList();
      findings.require(
          others.isEmpty(),
          "commands",
          expected,
          others.isEmpty() ? expected : String.join(" ", others),
          "remove " + String.join(" ", others));
    } catch (MalformedAnswerException e) {
      findings.unknown("commands", expected, e.getMessage(), "see the docker in a step's PATH");
    }
  }
}
