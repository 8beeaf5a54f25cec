package dev.provision.resource;

import dev.provision.plan.Call;
import dev.provision.plan.Change;
import dev.provision.plan.Change.Kind;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.plan.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An image that the agent's store has under its name, with the digest that the profile asks for or,
 * where it asks for none, with that of the registry.
 *
 * @param name with registry and tag
 * @param reference what a registry is asked for
 * @param digest that the profile asks for
 */
public record StoredImage(String user, String name, String reference, Optional<String> digest)
    implements Resource {
  private static final Fragment FRAGMENT = new Fragment("resource/images");

  /** Of a digest, for people. */
  private static final int SHORT = "sha256:".length() + 12;

  /**
   * What the host said, a word and its value a line.
   *
   * @param absent whether the store says that it has none
   * @param digests of the image and of the list that it was in, if it was
   * @param registry what that has under the name
   * @param trouble why the registry did not say
   */
  private record Seen(
      boolean present,
      boolean absent,
      Set<String> digests,
      Optional<String> registry,
      Optional<String> trouble) {}

  @Override
  public String id() {
    return "image:" + name;
  }

  private Fact fact() {
    return Fact.asStep(FRAGMENT, "observe_image", name);
  }

  @Override
  public List<Fact> facts() {
    return List.of(store(), fact());
  }

  private Fact store() {
    return Fact.asRoot(FRAGMENT, "observe_store", user);
  }

  /** Whether the store was there, and did not say. */
  private boolean unknown(Observation host, Seen seen) {
    return store(host).equals("asked") && !seen.present() && !seen.absent();
  }

  private String store(Observation host) {
    return host.answer(store()).text().strip();
  }

  @Override
  public Optional<Change> change(Observation host) {
    Seen seen = seen(host);
    if (store(host).equals("tree") || unknown(host, seen)) {
      return Optional.empty();
    }
    Optional<String> wanted = digest.or(seen::registry);
    if (!seen.present()) {
      return Optional.of(change(Kind.CREATE, wanted.map(it -> "pull " + it).orElse("pull")));
    }
    return wanted
        .filter(it -> !seen.digests().contains(it))
        .map(it -> change(Kind.UPDATE, summary(it)));
  }

  private String summary(String wanted) {
    return digest.isPresent()
        ? "pull " + wanted + ", which the profile asks for"
        : "pull " + wanted + ", which the registry has by now";
  }

  private Change change(Kind kind, String summary) {
    var call = new Call(FRAGMENT, "pull_image", List.of(user, name, reference));
    return Change.of(id(), kind, summary, new Step("pull " + name, call));
  }

  /** That the registry could not be asked is no difference, nor that it has something newer. */
  @Override
  public Optional<String> note(Observation host) {
    if (store(host).equals("tree")) {
      return Optional.of(id() + " is pulled when the image is booted and provision applied to it");
    }
    Seen seen = seen(host);
    if (unknown(host, seen)) {
      return Optional.of(id() + ": the store of " + user + " did not say whether it is there");
    }
    if (!seen.present()) {
      return Optional.empty();
    }
    Optional<String> newer =
        seen.registry()
            .filter(it -> !seen.digests().contains(it) && digest.isPresent())
            .map(it -> id() + ": the registry has " + cut(it) + " by now, newer than the profile");
    return newer.or(
        () ->
            seen.trouble()
                .map(it -> id() + ": whether the registry has a newer one is not known: " + it));
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), SHORT)) + "…";
  }

  private Seen seen(Observation host) {
    List<String> lines = host.answer(fact()).text().lines().toList();
    return new Seen(
        lines.contains("stored"),
        lines.contains("absent"),
        Set.copyOf(values(lines, "digest")),
        values(lines, "registry").stream().findFirst(),
        values(lines, "unasked").stream().findFirst());
  }

  private static List<String> values(List<String> lines, String word) {
    return lines.stream()
        .filter(line -> line.startsWith(word + " "))
        .map(line -> line.substring(word.length() + 1))
        .distinct()
        .toList();
  }
}
