package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.DockerCommands;
import dev.provision.verify.answer.DockerCommands.Command;
import dev.provision.verify.answer.MalformedAnswerException;
import java.util.List;
import java.util.Optional;

/**
 * A {@code docker} that a step reaches before the wrapper. The agent and its tasks take the first
 * in PATH; DockerInstaller@0 unpacks one into the tool cache and prepends it.
 */
final class DockerShadowCheck implements Check {
  private static final String ALL = "docker in PATH and in the tool cache";

  private final String wrapper;

  private DockerShadowCheck(String wrapper) {
    this.wrapper = wrapper;
  }

  static Optional<Check> of(Profile profile) {
    return profile.docker().wrapper().map(DockerShadowCheck::new);
  }

  @Override
  public String id() {
    return "docker.shadow";
  }

  @Override
  public String why() {
    return "a step that says docker runs that one instead of podman";
  }

  @Override
  public List<Fact> facts() {
    return List.of(Questions.DOCKER_COMMANDS);
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    try {
      List<Command> before =
          DockerCommands.parse(host.answer(Questions.DOCKER_COMMANDS)).before(wrapper);
      before.forEach(
          command ->
              findings.failed(
                  command.path(), "not before " + wrapper, effect(command), remedy(command)));
      if (before.isEmpty()) {
        findings.passed(ALL, "none before " + wrapper);
      }
    } catch (MalformedAnswerException e) {
      findings.unknown(
          ALL, "none before " + wrapper, e.getMessage(), "see the docker in a step's PATH");
    }
    return findings.list();
  }

  private String effect(Command command) {
    return switch (command.kind()) {
      case PODMAN -> "steps run it instead of " + wrapper;
      case OTHER -> "steps run it instead of " + wrapper + ", and it is not podman";
      case CACHED ->
          "the DockerInstaller task puts it before "
              + wrapper
              + (isOld(command) ? "; so old a one builds nothing with podman" : "");
    };
  }

  /**
   * Whether it opens a session for each build, which podman does not know: {@code unable to upgrade
   * to h2c, received 404}. Docker's command does so before 20.10, and any with BuildKit;
   * podman#13889.
   */
  private static boolean isOld(Command command) {
    return command.isCachedBefore(20, 10);
  }

  private static String remedy(Command command) {
    return command.kind() == DockerCommands.Kind.CACHED
        ? "take DockerInstaller out of the pipeline, then remove "
            + command.path()
            + "; or let it install 20.10 or newer, and set DOCKER_BUILDKIT=0 where it builds"
        : "remove " + command.path() + ", or the package that it belongs to";
  }
}
