package dev.provision.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** A profile and what it extends, in the order in which they are laid over each other. */
final class Ancestry {
  private static final int DEEPEST = 16;

  /** One file of the chain, without its {@code extends}. */
  record Member(ObjectNode tree, ProfileSource source) {}

  private Ancestry() {}

  /** The oldest first; empty, with problems, where a file cannot be read. */
  static Deque<Member> of(ProfileSource profile, ProfileNames names, List<Problem> problems) {
    var members = new ArrayDeque<Member>();
    var seen = new HashSet<String>();
    Optional<ProfileSource> next = Optional.of(profile);
    while (next.isPresent()) {
      ProfileSource source = next.get();
      seen.add(source.id());
      Optional<ObjectNode> tree = Toml.read(source, problems);
      if (tree.isEmpty()) {
        break;
      }
      members.addFirst(new Member(tree.get(), source));
      next =
          parent(tree.get().remove("extends"), source, names, problems)
              .filter(parent -> mayFollow(parent, source, seen, problems));
    }
    return members;
  }

  private static Optional<ProfileSource> parent(
      JsonNode name, ProfileSource child, ProfileNames names, List<Problem> problems) {
    if (name == null) {
      return Optional.empty();
    }
    if (!name.isTextual()) {
      problems.add(
          new Problem(
              child.place(KeyPath.of("extends")),
              "is " + Binding.noun(name) + ", not a string",
              "write the name or the path of one profile in quotes"));
      return Optional.empty();
    }
    return names.parent(name.textValue(), child, problems);
  }

  private static boolean mayFollow(
      ProfileSource parent, ProfileSource child, HashSet<String> seen, List<Problem> problems) {
    String place = child.place(KeyPath.of("extends"));
    if (!parent.exists()) {
      problems.add(
          new Problem(
              place, parent.display() + " does not exist", "create it, or correct the path"));
      return false;
    }
    if (seen.contains(parent.id())) {
      problems.add(
          new Problem(
              place,
              "goes in a circle: " + parent.display() + " is on the way here",
              "remove one extends of the circle"));
      return false;
    }
    if (seen.size() >= DEEPEST) {
      problems.add(
          new Problem(
              place, "is the " + (DEEPEST + 1) + "th profile in a chain", "extend fewer profiles"));
      return false;
    }
    return true;
  }
}
