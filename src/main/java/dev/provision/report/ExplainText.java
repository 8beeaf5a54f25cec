package dev.provision.report;

import dev.provision.containers.Place;
import dev.provision.containers.policy.PolicyFile.Requirement;
import dev.provision.containers.pull.Expansion;
import dev.provision.containers.pull.Explanation;
import dev.provision.containers.pull.Pull;
import dev.provision.containers.registries.Attempts.Attempt;
import dev.provision.containers.registries.Registry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What becomes of an image, for people. */
public final class ExplainText {
  private final Palette palette;

  public ExplainText(Palette palette) {
    this.palette = palette;
  }

  /** Each name with its meanings, places and verdicts. */
  public String of(List<Explanation> all) {
    return all.stream().map(this::one).collect(Collectors.joining("\n"));
  }

  private String one(Explanation it) {
    return palette.bold(HostText.line(it.written()))
        + "\n"
        + body(it)
        + it.socket().map(socket -> "over the docker API\n" + body(socket)).orElse("");
  }

  private String body(Explanation it) {
    var rows = new Columns();
    rows.row("  means", meaning(it.expansion()), place(it.expansion().place()));
    for (Pull pull : it.pulls()) {
      if (it.pulls().size() > 1) {
        rows.row("  for", HostText.line(pull.image().pulled().toString()));
      }
      rows(rows, pull);
    }
    return String.join("\n", rows.lines()) + "\n" + end(it);
  }

  private static String meaning(Expansion it) {
    String names =
        it.names().stream()
            .map(name -> HostText.line(name.pulled().toString()))
            .collect(Collectors.joining(", then "));
    return switch (it.how()) {
      case FULL, HUB -> names;
      case ALIAS -> names + ", an alias";
      case SEARCH -> names + ", as these registries are searched";
      case NOWHERE -> "nothing: no alias, and no registry is searched for short names";
      case UNCLEAR -> "one of several, and a pipeline has no terminal to ask at";
      case MALFORMED -> "nothing: it is not the name of an image";
    };
  }

  private static void rows(Columns rows, Pull pull) {
    String matched =
        pull.attempts()
            .entry()
            .map(it -> "prefix " + HostText.line(it.prefix()))
            .orElse("no entry of registries.conf");
    rows.row("  matches", matched, place(pull.attempts().entry().map(Registry::place)));
    for (Attempt attempt : pull.attempts().all()) {
      String asked = HostText.line(attempt.image().toString());
      rows.row(
          "  asks",
          asked
              + (attempt.insecure() ? ", insecure" : "")
              + attempt.blocked().map(it -> ", which is blocked at " + it.place()).orElse(""),
          place(attempt.place()));
    }
    if (!pull.attempts().fault().isEmpty()) {
      rows.row("  asks", "nobody: " + HostText.line(pull.attempts().fault()));
    }
    String scope = pull.decision().scope();
    rows.row(
        "  policy",
        verdict(pull) + " by " + (scope.equals("docker:") ? "all of docker" : HostText.line(scope)),
        place(Optional.of(pull.decision().requirements().place())));
  }

  private static String verdict(Pull pull) {
    return pull.decision()
        .requirements()
        .denial()
        .map(it -> it.type().equals("reject") ? "rejected" : "rejected (" + it.type() + ")")
        .orElseGet(
            () ->
                pull.decision().requirements().signatures().isEmpty()
                    ? "accepted"
                    : "accepted with a signature ("
                        + pull.decision().requirements().signatures().stream()
                            .map(it -> it.type() + " as " + signed(pull, it))
                            .distinct()
                            .collect(Collectors.joining(", "))
                        + ")");
  }

  private static String signed(Pull pull, Requirement it) {
    return HostText.line(it.identity().wanted(pull.image()).orElse("what is no name"));
  }

  private String end(Explanation it) {
    List<Pull> possible = it.pulls().stream().filter(Pull::possible).toList();
    if (possible.isEmpty()) {
      return palette.red("  denied: docker pull, a container job and FROM fail") + "\n";
    }
    String which =
        it.pulls().size() == 1 ? "allowed" : "allowed, as the first of " + names(possible);
    boolean signed = possible.stream().anyMatch(pull -> pull.outcome() == Pull.Outcome.SIGNED);
    return palette.green("  " + which + (signed ? ", where its signature is right" : "")) + "\n";
  }

  private static String names(List<Pull> pulls) {
    return pulls.stream()
        .map(it -> HostText.line(it.image().pulled().toString()))
        .collect(Collectors.joining(", "));
  }

  private static String place(Optional<Place> place) {
    return place.map(it -> HostText.line(it.toString())).orElse("");
  }
}
