package dev.provision.resource;

import dev.provision.plan.Call;
import dev.provision.plan.Change;
import dev.provision.plan.Change.Kind;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.plan.Step;
import dev.provision.plan.UnifiedDiff;
import java.util.List;
import java.util.Optional;

/**
 * A place that an earlier profile may have filled and this one leaves empty. Only a file that says
 * that it is ours goes; others put files there too.
 *
 * @param activate steps that bring its absence into effect
 */
public record AbsentFile(String path, List<Step> activate) implements Resource {
  private static final Fragment FRAGMENT = new Fragment("resource/file");

  /** Stands in every template that can carry a comment. */
  private static final String OURS = "Managed by provision";

  @Override
  public String id() {
    return "file:" + path;
  }

  @Override
  public List<Fact> facts() {
    return List.of(SeenFile.fact(path));
  }

  @Override
  public Optional<Change> change(Observation host) {
    SeenFile seen = SeenFile.parse(host.answer(SeenFile.fact(path)));
    // Nothing is lost with an empty one, which has no room for a sign.
    boolean ours = seen.isFile() && (seen.content().length == 0 || seen.text().contains(OURS));
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
}
