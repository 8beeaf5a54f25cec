package dev.provision.resource;

import dev.provision.plan.Call;
import dev.provision.plan.Change;
import dev.provision.plan.Change.Kind;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.plan.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Packages that must be installed. Versions are compared by the host's own dpkg.
 *
 * @param minimums package to minimum version, {@code *} for any
 */
public record DebianPackages(Map<String, String> minimums) implements Resource {
  private static final Fragment FRAGMENT = new Fragment("resource/packages");

  public DebianPackages {
    minimums = Collections.unmodifiableMap(new TreeMap<>(minimums));
  }

  /**
   * What is known of a package.
   *
   * @param installed version, {@code -} for none
   * @param candidate what apt would install, {@code -} for nothing it knows of
   */
  private record Seen(
      String name,
      String installed,
      boolean suffices,
      String candidate,
      boolean candidateSuffices) {

    String wanted(String minimum) {
      String version = candidateSuffices ? candidate : minimum.equals("*") ? "" : ">= " + minimum;
      return (name + (installed.equals("-") ? "" : " " + installed + " ->") + " " + version)
          .strip();
    }
  }

  @Override
  public String id() {
    return "packages";
  }

  private Fact fact() {
    var arguments = new ArrayList<String>();
    minimums.forEach((name, minimum) -> Collections.addAll(arguments, name, minimum));
    return Fact.asRoot(FRAGMENT, "observe_packages", arguments.toArray(String[]::new));
  }

  @Override
  public List<Fact> facts() {
    return List.of(fact());
  }

  @Override
  public Optional<Change> change(Observation host) {
    List<Seen> lacking = seen(host).stream().filter(seen -> !seen.suffices()).toList();
    if (lacking.isEmpty()) {
      return Optional.empty();
    }
    List<String> names = lacking.stream().map(Seen::name).toList();
    var required = new ArrayList<String>();
    names.forEach(name -> Collections.addAll(required, name, minimums.get(name)));
    return Optional.of(
        Change.of(
            id(),
            Kind.CREATE,
            lacking.stream()
                .map(seen -> seen.wanted(minimums.get(seen.name())))
                .collect(Collectors.joining(", ")),
            step("update apt's lists", "apt_update", names),
            step("install " + String.join(" ", names), "apt_install", names),
            step("check the versions", "require_packages", required)));
  }

  /** Whether apply leaves a package alone: it suffices, or the profile does not name it. */
  public boolean stays(Observation host, String name) {
    return seen(host).stream().noneMatch(seen -> seen.name().equals(name) && !seen.suffices());
  }

  /** The version that apt would install, if it knows of one. */
  public Optional<String> candidate(Observation host, String name) {
    return seen(host).stream()
        .filter(seen -> seen.name().equals(name) && !seen.candidate().equals("-"))
        .map(Seen::candidate)
        .findFirst();
  }

  private List<Seen> seen(Observation host) {
    Map<String, Seen> answered =
        host.answer(fact())
            .text()
            .lines()
            .map(line -> line.split(" ", -1))
            .filter(field -> field.length == 5)
            .map(f -> new Seen(f[0], f[1], f[2].equals("yes"), f[3], f[4].equals("yes")))
            .collect(Collectors.toMap(Seen::name, seen -> seen, (a, b) -> a));
    return minimums.keySet().stream()
        .map(name -> answered.getOrDefault(name, new Seen(name, "-", false, "-", false)))
        .toList();
  }

  private static Step step(String title, String function, List<String> arguments) {
    return new Step(title, new Call(FRAGMENT, function, arguments));
  }
}
