package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Docker;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.ApiVersion;
import dev.provision.verify.answer.DockerCommands;
import dev.provision.verify.answer.MalformedAnswerException;
import dev.provision.verify.answer.Reply;
import java.util.List;
import java.util.Optional;

/**
 * The command {@code docker} answers what the agent asks before a container job, word for word;
 * DockerCommandManager.cs of azure-pipelines-agent. A line too much on stdout breaks its parsing,
 * podman's chatter on stderr turns steps red.
 */
final class DockerCommandCheck implements Check {
  private static final Fact CLIENT = version("Client");
  private static final Fact SERVER = version("Server");
  private static final Fact INFO =
      Questions.step(30, "docker", "info", "-f", "{{range .Plugins.Network}}{{println .}}{{end}}");
  private static final String CHATTER = "Emulate Docker CLI";

  private final String wrapper;
  private final Docker docker;

  private DockerCommandCheck(String wrapper, Docker docker) {
    this.wrapper = wrapper;
    this.docker = docker;
  }

  static Optional<Check> of(Profile profile) {
    Docker docker = profile.docker();
    return docker.wrapper().map(wrapper -> new DockerCommandCheck(wrapper, docker));
  }

  private static Fact version(String side) {
    return Questions.step(15, "docker", "version", "--format", "{{." + side + ".APIVersion}}");
  }

  @Override
  public String id() {
    return "docker.command";
  }

  @Override
  public String why() {
    return "the agent parses what docker prints; a line too much ends a container job";
  }

  @Override
  public List<Fact> facts() {
    return List.of(Questions.DOCKER_COMMANDS, CLIENT, SERVER, INFO);
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id());
    path(host, findings);
    version("docker version: Client.APIVersion", Reply.of(host.answer(CLIENT)), findings);
    version("docker version: Server.APIVersion", Reply.of(host.answer(SERVER)), findings);
    networks(Reply.of(host.answer(INFO)), findings);
    if (docker.nodocker()) {
      quiet(host, findings);
    }
    return findings.list();
  }

  private void path(Observation host, Findings findings) {
    String remedy = "remove what comes before " + wrapper + " in sudo's secure_path";
    try {
      var commands = DockerCommands.parse(host.answer(Questions.DOCKER_COMMANDS));
      Optional<String> first = commands.first();
      findings.require(
          first.equals(Optional.of(wrapper)),
          "command -v docker",
          wrapper,
          first.orElse("no docker in PATH"),
          first.isPresent() ? remedy : "apply the profile");
    } catch (MalformedAnswerException e) {
      findings.unknown("command -v docker", wrapper, e.getMessage(), remedy);
    }
  }

  private static void version(String property, Reply reply, Findings findings) {
    String actual = reply.failure().orElseGet(reply::value);
    findings.require(
        reply.failure().isEmpty()
            && ApiVersion.parse(reply.value()).filter(ApiVersion::suffices).isPresent(),
        property,
        "a version alone on stdout, " + ApiVersion.REQUIRED + " or newer",
        actual,
        "the wrapper must hand over to podman and print nothing itself");
  }

  private static void networks(Reply reply, Findings findings) {
    findings.require(
        reply.failure().isEmpty() && reply.text().lines().anyMatch("bridge"::equals),
        "docker info: Plugins.Network",
        "bridge among them",
        reply.failure().orElseGet(() -> reply.text().strip().replace("\n", " ")),
        "container jobs need podman's network backend: install netavark");
  }

  private static void quiet(Observation host, Findings findings) {
    Optional<String> chatter =
        List.of(CLIENT, SERVER, INFO).stream()
            .map(fact -> Reply.of(host.answer(fact)))
            .flatMap(reply -> (reply.errors() + "\n" + reply.text()).lines())
            .filter(line -> line.contains(CHATTER))
            .findFirst();
    findings.require(
        chatter.isEmpty(),
        "docker: " + CHATTER,
        "silent",
        chatter.orElse("silent"),
        "create /etc/containers/nodocker");
  }
}
