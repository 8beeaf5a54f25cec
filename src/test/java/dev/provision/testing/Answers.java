package dev.provision.testing;

import dev.provision.plan.Answer;
import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.resource.Resource;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Observations written by hand. */
public final class Answers {
  private Answers() {}

  /** The only fact of a resource, answered with success. */
  public static Observation to(Resource resource, String text) {
    return to(resource, 0, text);
  }

  /** The only fact of a resource, answered. */
  public static Observation to(Resource resource, int status, String text) {
    if (resource.facts().size() != 1) {
      throw new IllegalArgumentException(resource.id() + " asks more than one fact");
    }
    Fact fact = resource.facts().get(0);
    return new Observation(Map.of(fact, new Answer(status, text.getBytes(StandardCharsets.UTF_8))));
  }
}
