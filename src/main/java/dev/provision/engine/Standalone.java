package dev.provision.engine;

import dev.provision.containers.PodmanVersion;
import dev.provision.engine.Variants.Variant;
import dev.provision.plan.Answer;
import dev.provision.plan.Call;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.plan.Step;
import dev.provision.profile.Agent;
import dev.provision.profile.InvalidProfileException;
import dev.provision.profile.Problem;
import dev.provision.profile.Profile;
import dev.provision.render.Renderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program that makes the machine that it runs on a runner, without this side: the program of an
 * apply, and all the orders that an apply gives to a machine that is no runner yet. What only that
 * machine knows, {@code script/bare.sh} finds out there; which files podman's version asks for is
 * settled here, for each version.
 */
public final class Standalone {
  private static final Fragment BARE = new Fragment("script/bare");
  private static final Fragment JUDGE = new Fragment("script/judge");
  private static final Fragment TELL = new Fragment("script/tell");

  private final Profile profile;
  private final Maker maker;
  private final Observation bare;

  private Standalone(Profile profile, Maker maker) {
    this.profile = profile;
    this.maker = maker;
    // A machine that has none of it knows no answer.
    var nothing = new Answer(1, new byte[0]);
    this.bare =
        new Observation(
            Comparison.facts(profile).stream()
                .distinct()
                .collect(Collectors.toMap(Function.identity(), fact -> nothing)));
  }

  /**
   * The program, which takes no input and ends with the exit code of an apply. It outlives what
   * interrupts it: its parts go back, and tell how that went.
   *
   * @param maker named in the receipt
   */
  public static String program(Profile profile, Maker maker) {
    return uncommented(TELL.text() + "trap : HUP INT TERM\n(\n" + Transaction.standalone())
        + ") <<'ORDERS' | tell\n"
        + new Standalone(profile, maker).orders()
        + "ORDERS\n";
  }

  /** Whoever reads it has the sources, and a script may not be long. */
  private static String uncommented(String program) {
    return program
        .lines()
        .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private String orders() {
    int changes = comparison(Optional.empty()).inspection().plan().changes().size();
    return "runner "
        + profile.digest()
        + "\n"
        + Transaction.acts(acts())
        + Transaction.commit(Generation.info(profile, maker, changes));
  }

  static List<Act> acts(Profile profile, Maker maker) {
    return new Standalone(profile, maker).acts();
  }

  private List<Act> acts() {
    List<Act> configuration = new Variants(variants()).acts();
    List<Step> judgement = profile.agent().linger() ? judgement() : List.of();
    return Stream.of(
            first(configuration).stream().map(Act::always),
            configuration.stream(),
            judgement.stream().map(Act::always))
        .flatMap(Function.identity())
        .toList();
  }

  private Comparison comparison(Optional<PodmanVersion> podman) {
    return new Comparison(DesiredState.of(profile, podman, maker), bare, podman);
  }

  // ---- before podman's version is known

  private List<Step> first(List<Act> configuration) {
    Agent agent = profile.agent();
    List<Step> packages = comparison(Optional.empty()).packageSteps();
    var steps = new ArrayList<Step>();
    steps.add(
        bare(
            "look whether this machine is free for " + agent.user(),
            "expect_no_runner",
            List.of(
                agent.user(),
                String.valueOf(agent.uid()),
                String.valueOf(agent.gid()),
                agent.home())));
    steps.add(
        bare(
            "look at the places of files",
            "expect_text",
            Stream.concat(packages.stream(), configuration.stream().map(Act::step))
                .filter(step -> step.call().function().equals("put_file"))
                .map(step -> step.call().arguments().get(0))
                .distinct()
                .toList()));
    profile
        .docker()
        .socket()
        .ifPresent(link -> steps.add(bare("look at " + link, "expect_link", List.of(link))));
    packages.stream().flatMap(this::onBareHost).forEach(steps::add);
    steps.add(bare("look for podman", "expect_podman", List.of()));
    return steps;
  }

  /** A step that an apply takes by what it has seen looks for itself here. */
  private Stream<Step> onBareHost(Step step) {
    List<String> words = step.call().arguments();
    return switch (step.call().function()) {
      case "apt_update" -> Stream.of();
      case "apt_install" ->
          Stream.of(bare("install what is missing", "install_lacking", packages()));
      case "load_module" -> Stream.of(bare(step.title(), "need_module", words));
      case "add_subordinate_ids" ->
          Stream.of(
              bare(
                  "add sub" + words.get(1) + "s for " + words.get(0),
                  "give_subordinate_ids",
                  List.of(
                      words.get(0),
                      words.get(1),
                      String.valueOf(profile.agent().subordinateIds()))));
      case "rewrite_file" ->
          Stream.of(
              new Step(
                  step.title(), new Call(BARE, "set_lines", words.subList(0, 1)), step.content()));
      default -> Stream.of(step);
    };
  }

  private List<String> packages() {
    return profile.packages().install().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Step bare(String title, String function, List<String> words) {
    return new Step(title, new Call(BARE, function, words));
  }

  // ---- once it is

  /** Of all versions that the packages' step lets pass. */
  private List<Variant> variants() {
    List<PodmanVersion> from = List.copyOf(Renderer.boundaries(profile));
    Optional<PodmanVersion> least =
        Optional.ofNullable(profile.packages().install().get("podman"))
            .flatMap(PodmanVersion::find);
    var variants = new ArrayList<Variant>();
    for (int i = 0; i < from.size(); i++) {
      boolean tooOld =
          least.isPresent() && i + 1 < from.size() && from.get(i + 1).compareTo(least.get()) <= 0;
      if (!tooOld) {
        variants.add(new Variant(from.get(i), steps(from.get(i))));
      }
    }
    return variants;
  }

  private List<Step> steps(PodmanVersion podman) {
    try {
      return comparison(Optional.of(podman)).steps().stream().flatMap(this::onBareHost).toList();
    } catch (InvalidProfileException e) {
      List<String> why = e.problems().stream().map(Problem::toString).toList();
      return List.of(bare("look at podman's version", "refuse", why));
    }
  }

  // ---- in the end

  private List<Step> judgement() {
    Agent agent = profile.agent();
    var steps = new ArrayList<Step>();
    String driver = profile.storage().driver().name().toLowerCase(Locale.ROOT);
    steps.add(judge("podman as a step sees it", "judge_podman", agent.runtimeDirectory(), driver));
    if (profile.socket().enabled()) {
      Stream.concat(Stream.of(agent.podmanSocket()), profile.docker().socket().stream())
          .map(socket -> judge(socket, "judge_socket", agent.runtimeDirectory(), socket))
          .forEach(steps::add);
    }
    profile
        .docker()
        .wrapper()
        .ifPresent(path -> steps.add(judge("the command docker", "judge_docker", path)));
    return steps;
  }

  private Step judge(String what, String function, String... words) {
    var all = new ArrayList<>(List.of(profile.agent().user()));
    all.addAll(List.of(words));
    return new Step("verify " + what, new Call(JUDGE, function, all));
  }
}
