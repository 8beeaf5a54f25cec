package dev.provision.report;

import dev.provision.containers.Place;
import dev.provision.containers.PodmanVersion;
import dev.provision.containers.policy.PolicyFile.Requirement;
import dev.provision.containers.pull.Expansion;
import dev.provision.containers.pull.Explanation;
import dev.provision.containers.pull.Pull;
import dev.provision.containers.registries.Attempts.Attempt;
import dev.provision.containers.registries.Registry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What becomes of an image, as JSON. */
public final class ExplainJson {
  private ExplainJson() {}

  /** What was read: a profile's files, or those of an account on a host. */
  public record Source(
      Optional<String> profile,
      Optional<String> host,
      Optional<String> agent,
      PodmanVersion podman) {

    public static Source ofProfile(String profile, PodmanVersion podman) {
      return new Source(Optional.of(profile), Optional.empty(), Optional.empty(), podman);
    }

    public static Source ofHost(String host, String agent, PodmanVersion podman) {
      return new Source(Optional.empty(), Optional.of(host), Optional.of(agent), podman);
    }
  }

  /** {@link JsonShapes#EXPLAIN}. */
  public static Map<String, Object> of(Source source, List<Explanation> all) {
    return Members.of(
        "profile",
        source.profile(),
        "host",
        source.host(),
        "agent",
        source.agent(),
        "podman",
        source.podman().toString(),
        "images",
        all.stream().map(ExplainJson::image).toList());
  }

  private static Map<String, Object> image(Explanation it) {
    LinkedHashMap<String, Object> image = Members.of("image", it.written(), "denied", it.denied());
    image.putAll(body(it));
    image.put("docker_api", it.socket().map(ExplainJson::body));
    return image;
  }

  private static Map<String, Object> body(Explanation it) {
    Expansion expansion = it.expansion();
    return Members.of(
        "expansion", word(expansion.how()),
        "place", place(expansion.place()),
        "pulls", it.pulls().stream().map(ExplainJson::pull).toList());
  }

  private static Map<String, Object> pull(Pull it) {
    return Members.of(
        "name",
        it.image().pulled().toString(),
        "outcome",
        word(it.outcome()),
        "prefix",
        it.attempts().entry().map(Registry::prefix),
        "prefix_place",
        place(it.attempts().entry().map(Registry::place)),
        "attempts",
        it.attempts().all().stream().map(ExplainJson::attempt).toList(),
        "fault",
        Optional.of(it.attempts().fault()).filter(fault -> !fault.isEmpty()),
        "scope",
        it.decision().scope(),
        "scope_place",
        it.decision().requirements().place().toString(),
        "requirements",
        it.decision().requirements().all().stream().map(Requirement::type).toList(),
        "signed_as",
        it.decision().requirements().signatures().stream()
            .map(each -> each.identity().wanted(it.image()).orElse(""))
            .toList());
  }

  private static Map<String, Object> attempt(Attempt it) {
    return Members.of(
        "reference", it.image().toString(),
        "insecure", it.insecure(),
        "place", place(it.place()),
        "blocked_by", place(it.blocked().map(Registry::place)));
  }

  private static Optional<String> place(Optional<Place> place) {
    return place.map(Place::toString);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
