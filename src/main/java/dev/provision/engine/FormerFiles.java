package dev.provision.engine;

import dev.provision.plan.Call;
import dev.provision.plan.Change;
import dev.provision.plan.Change.Kind;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.plan.Step;
import dev.provision.profile.Profile;
import dev.provision.render.StepEnvironment;
import dev.provision.resource.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Files that the receipt names and the profile no longer has: a repository that was taken out, a
 * wrapper that moved. One that somebody has changed since stays, since it is no longer ours.
 *
 * @param current paths of the profile's files
 */
record FormerFiles(Set<String> current) implements Resource {
  private static final Fragment FRAGMENT = new Fragment("resource/file");

  @Override
  public String id() {
    return "former-files";
  }

  @Override
  public List<Fact> facts() {
    return List.of(ReceiptFile.fact());
  }

  @Override
  public Optional<Change> change(Observation host) {
    List<Map.Entry<String, String>> former =
        ReceiptFile.read(host).map(Receipt::files).orElse(Map.of()).entrySet().stream()
            .filter(file -> !current.contains(file.getKey()))
            .sorted(Map.Entry.comparingByKey())
            .toList();
    if (former.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Change.of(
            id(),
            Kind.DELETE,
            former.stream().map(Map.Entry::getKey).collect(Collectors.joining(", ")),
            former.stream().map(FormerFiles::drop).toArray(Step[]::new)));
  }

  private static Step drop(Map.Entry<String, String> file) {
    return new Step(
        "remove " + file.getKey(),
        new Call(FRAGMENT, "drop_former", List.of(file.getKey(), file.getValue())));
  }

  /** Whether the receipt has this file. */
  static boolean names(Observation host, String path) {
    return ReceiptFile.read(host).filter(it -> it.files().containsKey(path)).isPresent();
  }

  /** Lines of /etc/environment that the receipt's profile put there. */
  static Set<String> environment(Observation host) {
    return ReceiptFile.read(host)
        .flatMap(Receipt::readable)
        .map(FormerFiles::environment)
        .orElse(Set.of());
  }

  private static Set<String> environment(Profile profile) {
    return Set.copyOf(StepEnvironment.of(profile, Optional.empty()).etcEnvironmentLines());
  }
}
