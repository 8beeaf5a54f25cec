package dev.provision.resource;

import dev.provision.plan.Call;
import dev.provision.plan.Change;
import dev.provision.plan.Change.Kind;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.plan.Step;
import dev.provision.plan.UnifiedDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A place that an earlier profile may have filled and this one leaves empty. Only a file that says
 * that it is ours goes; others put files there too. An empty one has no room for that.
 *
 * @param activate steps that bring its absence into effect
 * @param madeFacts what {@code made} needs to know
 * @param made whether we put an empty file there for an earlier profile
 */
public record AbsentFile(
    String path, List<Step> activate, List<Fact> madeFacts, Predicate<Observation> made)
    implements Resource {
  private static final Fragment FRAGMENT = new Fragment("resource/file");

  /** Stands in every template that can carry a comment. */
  private static final String OURS = "Managed by provision";

  public AbsentFile {
    activate = List.copyOf(activate);
    madeFacts = List.copyOf(madeFacts);
  }

  @Override
  public String id() {
    return "file:" + path;
  }

  @Override
  public List<Fact> facts() {
    var facts = new ArrayList<>(madeFacts);
    facts.add(SeenFile.fact(path));
    return facts;
  }

  @Override
  public Optional<Change> change(Observation host) {
    SeenFile seen = SeenFile.parse(host.answer(SeenFile.fact(path)));
    boolean ours = seen.isFile() && (isEmpty(seen) ? made.test(host) : seen.text().contains(OURS));
    if (!ours) {
      return Optional.empty();
    }
    var step = new Step("remove " + path, new Call(FRAGMENT, "drop_file", List.of(path)));
    return Optional.of(
        new Change(
            id(),
            Kind.DELETE,
            "not in this profile",
            UnifiedDiff.of(path, seen.text(), ""),
            List.of(step),
            activate));
  }

  /** What is to be said of an empty file that is somebody else's: it has an effect, and stays. */
  @Override
  public Optional<String> note(Observation host) {
    SeenFile seen = SeenFile.parse(host.answer(SeenFile.fact(path)));
    return seen.isFile() && isEmpty(seen) && !made.test(host)
        ? Optional.of(path + " is not in the profile, nor is it provision's: it stays")
        : Optional.empty();
  }

  private static boolean isEmpty(SeenFile seen) {
    return seen.content().length == 0;
  }
}
