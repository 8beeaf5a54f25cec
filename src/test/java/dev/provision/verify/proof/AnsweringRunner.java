package dev.provision.verify.proof;

import dev.provision.plan.Answer;
import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.podman.Podman;
import dev.provision.verify.Runner;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

/** A runner whose answers a test knows; what real ones say is in {@code ProofsIT}. */
record AnsweringRunner(int status, Function<Fact, String> answer) implements Runner {
  static AnsweringRunner of(Function<Fact, String> answer) {
    return new AnsweringRunner(0, answer);
  }

  @Override
  public Observation ask(List<Fact> facts) {
    var answers = new HashMap<Fact, Answer>();
    for (Fact fact : facts) {
      String text = answer.apply(fact);
      answers.put(fact, new Answer(status, text.getBytes(StandardCharsets.UTF_8)));
    }
    return new Observation(answers);
  }

  @Override
  public Podman podman() {
    throw new AssertionError("the API was not expected");
  }

  @Override
  public String image() {
    return "localhost/provision-verify:x";
  }

  @Override
  public String label() {
    return "provision-verify=x";
  }
}
