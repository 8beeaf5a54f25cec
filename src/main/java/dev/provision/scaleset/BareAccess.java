package dev.provision.scaleset;

import dev.provision.plan.Answer;
import dev.provision.plan.Change;
import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.resource.AccessControl;
import dev.provision.resource.Resource;
import java.util.List;
import java.util.Optional;

/** A path without any entry beyond its mode, as {@code setfacl -b} leaves it. */
record BareAccess(AccessControl desired) implements Resource {
  private static final String BEYOND_THE_MODE = "default:.*|mask:.*|(user|group):[^:]+:.*";

  @Override
  public String id() {
    return desired.id();
  }

  @Override
  public List<Fact> facts() {
    return desired.facts();
  }

  @Override
  public Optional<Change> change(Observation host) {
    Answer answer = host.answer(facts().get(0));
    List<String> entries = answer.text().lines().map(String::strip).toList();
    boolean bare =
        answer.ok()
            && entries.stream().anyMatch(entry -> entry.startsWith("user::"))
            && entries.stream().noneMatch(entry -> entry.matches(BEYOND_THE_MODE));
    return bare
        ? Optional.empty()
        : Optional.of(Change.of(id(), Change.Kind.UPDATE, "has entries beyond its mode"));
  }
}
