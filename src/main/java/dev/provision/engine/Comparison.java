package dev.provision.engine;

import dev.provision.containers.PodmanVersion;
import dev.provision.plan.Call;
import dev.provision.plan.Change;
import dev.provision.plan.Conflict;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.plan.Plan;
import dev.provision.plan.Step;
import dev.provision.profile.Profile;
import dev.provision.resource.HostFacts;
import dev.provision.resource.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One look at a host, compared with what a profile wants of the podman that is there or will be.
 *
 * @param podman empty when its version is not known before packages are installed
 */
record Comparison(DesiredState desired, Observation seen, Optional<PodmanVersion> podman) {
  private static final Fragment UNDO = new Fragment("engine/undo");
  private static final Fact JOURNAL =
      Fact.asRoot(new Fragment("engine/journal"), "observe_journal");
  private static final String INTERRUPTED = "interrupted ";
  private static final String BUSY = "busy ";

  /** What must be asked before {@link #of}; the paths do not depend on podman's version. */
  static List<Fact> facts(Profile profile) {
    return Stream.of(
            DesiredState.of(profile, Optional.empty(), Maker.current()).facts(),
            HostFacts.facts(),
            List.of(JOURNAL))
        .flatMap(List::stream)
        .toList();
  }

  static Comparison of(Profile profile, Maker maker, Observation seen) {
    DesiredState first = DesiredState.of(profile, Optional.empty(), maker);
    Optional<PodmanVersion> podman = podman(first, seen);
    return new Comparison(
        podman.isEmpty() ? first : DesiredState.of(profile, podman, maker), seen, podman);
  }

  /**
   * The version that the files are for. A repository that is still to be added may bring another
   * one than apt knows of now: unknown then, never a guess.
   */
  private static Optional<PodmanVersion> podman(DesiredState desired, Observation seen) {
    if (desired.wanted().stays(seen, "podman")) {
      return HostFacts.podman(seen).flatMap(PodmanVersion::find);
    }
    boolean sourcesStay =
        changes(desired.packages(), seen).stream()
            .allMatch(change -> change.resource().equals(desired.wanted().id()));
    return sourcesStay
        ? desired
            .wanted()
            .candidate(seen, "podman")
            .map(Comparison::upstream)
            .flatMap(PodmanVersion::find)
        : Optional.empty();
  }

  /** Without Debian's epoch, which could pass for a version. */
  private static String upstream(String version) {
    return version.substring(version.indexOf(':') + 1);
  }

  /** Whether packages must come first, after which the host is looked at again. */
  boolean needsPackages() {
    return !changes(desired.packages(), seen).isEmpty();
  }

  List<Step> packageSteps() {
    return checksFirst(
        changes(desired.packages(), seen).stream().flatMap(change -> change.steps().stream()));
  }

  private static List<Step> checksFirst(Stream<Step> steps) {
    return steps.sorted(Comparator.comparing(step -> !isCheck(step))).toList();
  }

  /**
   * Checks of staged files come before anything moves, then what the files must not be touched
   * without; activation before what runs on the files.
   */
  List<Step> steps() {
    List<Change> configuration = changes(desired.configuration(), seen);
    var steps = new ArrayList<Step>();
    List<Step> activation =
        configuration.stream().flatMap(change -> change.activate().stream()).distinct().toList();
    List<Step> files = configuration.stream().flatMap(change -> change.steps().stream()).toList();
    List<Change> running = changes(desired.running(), seen);
    files.stream().filter(Comparison::isCheck).forEach(steps::add);
    // Undone in the opposite order: the files are back by then, and systemd has read them.
    Stream.concat(configuration.stream(), running.stream())
        .flatMap(change -> change.ahead().stream())
        .forEach(steps::add);
    activation.forEach(step -> steps.add(again(step)));
    files.stream().filter(step -> !isCheck(step)).forEach(steps::add);
    steps.addAll(activation);
    running.forEach(change -> steps.addAll(change.steps()));
    return steps;
  }

  /** Noted before the files are touched, so done once more when they are back. */
  private static Step again(Step activation) {
    var words = new ArrayList<String>();
    words.add(activation.call().function());
    words.addAll(activation.call().arguments());
    return new Step("when going back: " + activation.title(), new Call(UNDO, "undo_with", words));
  }

  private static boolean isCheck(Step step) {
    return step.call().function().startsWith("check_");
  }

  Inspection inspection() {
    List<Conflict> conflicts =
        desired.all().stream().flatMap(resource -> resource.conflict(seen).stream()).toList();
    return new Inspection(
        new Plan(changes(desired.all(), seen), conflicts, notes()),
        podman,
        HostFacts.osRelease(seen));
  }

  /** What is other than in a plan that was made before podman was there. */
  Optional<String> refines(Inspection before) {
    Map<String, Change> told =
        before.plan().changes().stream()
            .collect(Collectors.toMap(Change::resource, Function.identity(), (a, b) -> a));
    String other =
        changes(desired.configuration(), seen).stream()
            .filter(change -> !change.equals(told.get(change.resource())))
            .map(Change::resource)
            .collect(Collectors.joining(", "));
    return other.isEmpty()
        ? Optional.empty()
        : podman.map(version -> "for podman " + version + " other than planned: " + other);
  }

  /** What died on the host and was not ended yet: {@code apply} or {@code rollback}. */
  Optional<String> interrupted() {
    return journal(INTERRUPTED);
  }

  /** Who is changing the host at this moment. */
  Optional<String> busy() {
    return journal(BUSY);
  }

  private Optional<String> journal(String kind) {
    return seen.answer(JOURNAL)
        .text()
        .lines()
        .filter(line -> line.startsWith(kind))
        .map(line -> line.substring(kind.length()))
        .findFirst();
  }

  private List<String> notes() {
    var notes = new ArrayList<>(desired.notes());
    List<String> docker = HostFacts.docker(seen);
    if (!docker.isEmpty()) {
      notes.add(
          "this host has "
              + String.join(", ", docker)
              + ", which pipelines may meet instead of podman; remove it from the image");
    }
    desired.all().forEach(resource -> resource.note(seen).ifPresent(notes::add));
    interrupted()
        .ifPresent(
            what ->
                notes.add(
                    "an earlier "
                        + what
                        + " was interrupted on this host; what is above may be half of it, and the"
                        + " next apply ends it first"));
    busy()
        .ifPresent(
            who ->
                notes.add(
                    "an apply is at work on this host ("
                        + who
                        + "): what is above may be half of it"));
    return notes;
  }

  private static List<Change> changes(List<? extends Resource> resources, Observation seen) {
    return resources.stream().flatMap(resource -> resource.change(seen).stream()).toList();
  }
}
