package dev.provision.verify.proof;

import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.profile.Profile;
import dev.provision.verify.Finding;
import dev.provision.verify.Findings;
import dev.provision.verify.Proof;
import dev.provision.verify.Runner;
import dev.provision.verify.answer.Reply;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a step gives the command docker arrives as it was: a wrapper is a place to lose quotes. */
final class ArgumentsProof implements Proof {
  private static final List<String> ARGUMENTS =
      List.of("one two", "", "it's", "\"quoted\"", "$HOME", "`id`", "*", "back\\slash", "-n", "ü");
  private static final String EXPECTED = "<a  b><" + String.join("><", ARGUMENTS) + "><\n>";

  static Optional<Proof> of(Profile profile) {
    return profile.docker().wrapper().map(wrapper -> new ArgumentsProof());
  }

  @Override
  public String id() {
    return "docker.arguments";
  }

  @Override
  public String why() {
    return "a command in a pipeline would run with other arguments than were written";
  }

  @Override
  public List<Finding> prove(Runner runner) {
    Fact fact =
        Fact.asStep(
            new Fragment("verify/arguments"),
            "verify_arguments",
            Stream.concat(Stream.of(runner.image()), ARGUMENTS.stream()).toArray(String[]::new));
    Reply reply = Reply.of(runner.ask(List.of(fact)).answer(fact));
    var findings = new Findings(id());
    Optional<String> failure = reply.failure();
    if (failure.isPresent()) {
      findings.unknown("docker run", "the arguments", failure.get(), "see the check container.run");
    } else {
      findings.require(
          reply.text().equals(EXPECTED),
          "docker run: arguments",
          EXPECTED,
          reply.text(),
          "the command docker must hand its arguments over as \"$@\"");
      findings.require(
          reply.errors().isBlank(),
          "docker run: standard error",
          "silent",
          reply.errors().isBlank() ? "silent" : reply.errors(),
          "the agent shows it as an error; remove what docker says before podman's own words");
    }
    return findings.list();
  }
}
