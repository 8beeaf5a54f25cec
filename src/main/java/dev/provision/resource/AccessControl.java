package dev.provision.resource;

import dev.provision.plan.Answer;
import dev.provision.plan.Call;
import dev.provision.plan.Change;
import dev.provision.plan.Change.Kind;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Entries that a path's access control list must have; others stay. All are set together: one that
 * is set alone widens a mask that the list has; setfacl(1).
 *
 * @param entries as getfacl(1) prints them: {@code default:user:AzDevOps:rwx}
 */
public record AccessControl(String path, List<String> entries) implements Resource {
  private static final Fragment FRAGMENT = new Fragment("resource/acl");

  public AccessControl {
    entries = List.copyOf(entries);
  }

  @Override
  public String id() {
    return "acl:" + path;
  }

  private Fact fact() {
    return Fact.asRoot(FRAGMENT, "observe_acl", path);
  }

  @Override
  public List<Fact> facts() {
    return List.of(fact());
  }

  @Override
  public Optional<Change> change(Observation host) {
    Answer answer = host.answer(fact());
    List<String> present = answer.text().lines().map(String::strip).toList();
    List<String> missing = entries.stream().filter(entry -> !present.contains(entry)).toList();
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    var words = new ArrayList<>(List.of(path));
    words.addAll(entries);
    var step = new Step("set the access list of " + path, new Call(FRAGMENT, "set_acl", words));
    return Optional.of(Change.of(id(), Kind.UPDATE, String.join(", ", missing), step));
  }
}
