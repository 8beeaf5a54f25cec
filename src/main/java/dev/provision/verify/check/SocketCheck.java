package dev.provision.verify.check;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.ApiAnswer;
import dev.provision.verify.answer.ApiVersion;
import dev.provision.verify.answer.Json;
import dev.provision.verify.answer.MalformedAnswerException;
import dev.provision.verify.answer.Reply;
import java.util.List;
import java.util.Optional;

/**
 * A socket answers as a docker client needs it to, and it is the agent's own podman that answers:
 * the package podman-docker links /run/docker.sock to root's podman.
 */
final class SocketCheck implements Check {
  private final String id;
  private final String path;
  private final Agent agent;
  private final String remedy;

  private SocketCheck(String id, String path, Agent agent, String remedy) {
    this.id = id;
    this.path = path;
    this.agent = agent;
    this.remedy = remedy;
  }

  /** The socket that systemd listens on for the agent. */
  static Optional<Check> podman(Profile profile) {
    return profile.socket().enabled()
        ? Optional.of(
            new SocketCheck(
                "socket.podman",
                profile.agent().podmanSocket(),
                profile.agent(),
                "as the agent: systemctl --user status podman.socket podman.service"))
        : Optional.empty();
  }

  /** The path that tasks take for docker's. */
  static Optional<Check> docker(Profile profile) {
    return profile
        .docker()
        .socket()
        .filter(path -> profile.socket().enabled())
        .map(
            path ->
                new SocketCheck(
                    "socket.docker",
                    path,
                    profile.agent(),
                    "link " + path + " to " + profile.agent().podmanSocket() + " by tmpfiles.d"));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String why() {
    return "docker clients, Testcontainers and tasks talk to podman through it";
  }

  @Override
  public List<Fact> facts() {
    return List.of(Questions.api(path));
  }

  @Override
  public List<Finding> judge(Observation host) {
    var findings = new Findings(id);
    try {
      var answer = ApiAnswer.of(Reply.of(host.answer(Questions.api(path))));
      ping(answer, findings);
      version(answer, findings);
      info(answer, findings);
    } catch (MalformedAnswerException e) {
      findings.failed(path, "answers over HTTP", e.getMessage(), remedy);
    }
    return findings.list();
  }

  private void ping(ApiAnswer answer, Findings findings) {
    try {
      String body = answer.ok(Questions.PING).text();
      findings.require(body.equals("OK"), "GET /_ping", "OK", body, remedy);
    } catch (MalformedAnswerException e) {
      findings.failed("GET /_ping", "OK", e.getMessage(), remedy);
    }
  }

  private void version(ApiAnswer answer, Findings findings) {
    String property = "GET /version: ApiVersion";
    String expected = ApiVersion.REQUIRED + " or newer";
    try {
      Json version = Json.object(answer.ok(Questions.VERSION).body());
      String actual = version.text("/ApiVersion").orElse("the answer does not say");
      findings.require(
          ApiVersion.parse(actual).filter(ApiVersion::suffices).isPresent(),
          property,
          expected,
          actual,
          "install a newer podman; the agent refuses an older API");
    } catch (MalformedAnswerException e) {
      findings.failed(property, expected, e.getMessage(), remedy);
    }
  }

  private void info(ApiAnswer answer, Findings findings) {
    String property = "GET /libpod/info: store.runRoot";
    String expected = "below " + agent.runtimeDirectory();
    try {
      Json info = Json.object(answer.ok(Questions.INFO).body());
      String actual = info.text("/store/runRoot").orElse("the answer does not say");
      findings.require(
          actual.startsWith(agent.runtimeDirectory() + "/"), property, expected, actual, remedy);
    } catch (MalformedAnswerException e) {
      findings.failed(property, expected, e.getMessage(), remedy);
    }
  }
}
