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
 * @param mode four octal digits; empty where any will do, because the distribution or an ACL
 *     decides
 */
public record HostFolder(String path, Optional<String> mode, String owner, String group)
    implements Resource {
  private static final Fragment FRAGMENT = new Fragment("resource/file");

  /** A folder with a mode. */
  public HostFolder(String path, String mode, String owner, String group) {
    this(path, Optional.of(mode), owner, group);
  }

  /** A folder that must belong to somebody, whatever its mode. */
  public static HostFolder of(String owner, String path) {
    return new HostFolder(path, Optional.empty(), owner, owner);
  }

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
    String access = seen.accessDifference(mode.orElse(seen.mode()), owner, group);
    if (seen.isFolder() && access.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Change.of(
            id(),
            seen.absent() ? Kind.CREATE : Kind.UPDATE,
            seen.absent() ? access() : access,
            new Step(
                "make " + path,
                new Call(FRAGMENT, "put_folder", List.of(path, mode.orElse(""), owner, group)))));
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

  private String access() {
    return mode.map(it -> "mode " + it + ", ").orElse("") + "owner " + owner + ":" + group;
  }

  private SeenFile seen(Observation host) {
    return SeenFile.parse(host.answer(SeenFile.fact(path)));
  }
}
