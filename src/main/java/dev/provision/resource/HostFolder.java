package dev.provision.resource;

import dev.provision.plan.Call;
import dev.provision.plan.Change;
import dev.provision.plan.Change.Kind;
import dev.provision.plan.Conflict;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.plan.Step;
import java.util.List;
import java.util.Optional;

/**
 * A folder, without what is in it.
 *
 * @param mode four octal digits
 */
public record HostFolder(String path, String mode, String owner, String group) implements Resource {
  private static final Fragment FRAGMENT = new Fragment("resource/file");

  @Override
  public String id() {
    return "folder:" + path;
  }

  @Override
  public List<Fact> facts() {
    return List.of(SeenFile.fact(path));
  }

  @Override
  public Optional<Change> change(Observation host) {
    SeenFile seen = seen(host);
    String access = seen.accessDifference(mode, owner, group);
    if (seen.isFolder() && access.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Change.of(
            id(),
            seen.absent() ? Kind.CREATE : Kind.UPDATE,
            seen.absent() ? "mode " + mode + ", owner " + owner + ":" + group : access,
            new Step(
                "make " + path,
                new Call(FRAGMENT, "put_folder", List.of(path, mode, owner, group)))));
  }

  @Override
  public Optional<Conflict> conflict(Observation host) {
    SeenFile seen = seen(host);
    if (seen.absent() || seen.isFolder()) {
      return Optional.empty();
    }
    return Optional.of(
        new Conflict(
            id(), "is a " + seen.type() + " where a folder must be", "move it out of the way"));
  }

  private SeenFile seen(Observation host) {
    return SeenFile.parse(host.answer(SeenFile.fact(path)));
  }
}
