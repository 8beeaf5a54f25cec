package dev.provision.lint;

import dev.provision.lint.pipeline.Pipeline;
import dev.provision.lint.pipeline.PipelineReader;
import dev.provision.lint.pipeline.Source;
import dev.provision.lint.pipeline.Spot;
import dev.provision.lint.pipeline.Templates;
import dev.provision.lint.rule.Hit;
import dev.provision.lint.rule.ImageJudge;
import dev.provision.lint.rule.Rule;
import dev.provision.lint.yaml.YamlProblem;
import dev.provision.lint.yaml.YamlReader;
import dev.provision.lint.yaml.YamlReading;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads pipelines with their templates and asks every rule. */
public final class Lint {
  private final PipelineFolder folder;
  private final List<Rule> rules;
  private final Map<Path, Optional<Source>> sources = new HashMap<>();
  private final Set<Path> included = new HashSet<>();

  /** Which were read because another takes them in. */
  private final Set<Path> templates = new HashSet<>();

  private final Suppressions suppressions = new Suppressions();

  /** A template that many take in says the same thing once. */
  private final Set<LintFinding> findings = new TreeSet<>(LintFinding.ORDER);

  private Lint(PipelineFolder folder, List<Rule> rules) {
    this.folder = folder;
    this.rules = rules;
  }

  public static LintReport of(PipelineFolder folder, ImageJudge judge) {
    var lint = new Lint(folder, LintRules.of(judge));
    lint.run();
    lint.findings.removeIf(it -> !lint.suppressions.allows(it));
    lint.findings.addAll(lint.suppressions.findings());
    long files = lint.sources.values().stream().filter(Optional::isPresent).count();
    return new LintReport((int) files, List.copyOf(lint.findings));
  }

  /** First what no other takes in: a template is judged where it is used. */
  private void run() {
    Map<Path, Pipeline> read = new HashMap<>();
    for (Path file : folder.files()) {
      source(file).ifPresent(it -> read.put(file, PipelineReader.read(it, new Found())));
    }
    // Who takes in whom is known only now.
    List<Path> first = folder.files().stream().filter(it -> !included.contains(it)).toList();
    Set<Path> reached = new HashSet<>();
    for (Path file : first) {
      Optional.ofNullable(read.get(file)).ifPresent(this::check);
      source(file).ifPresent(it -> PipelineReader.read(it, new Found(reached)));
    }
    for (Path file : folder.files()) {
      if (included.contains(file) && !reached.contains(file)) {
        Optional.ofNullable(read.get(file)).ifPresent(this::check);
      }
    }
  }

  private void check(Pipeline pipeline) {
    for (Rule rule : rules) {
      Stream.concat(
              pipeline.containers().stream().flatMap(rule::check),
              pipeline.jobs().stream().flatMap(rule::check))
          .map((Hit hit) -> new LintFinding(hit.spot(), rule.text(), hit.message()))
          .forEach(findings::add);
    }
  }

  private Optional<Source> source(Path file) {
    return sources.computeIfAbsent(file, it -> read(it, folder.isNamed(it)));
  }

  /** What a pipeline takes in is one, whatever it looks like. */
  private Optional<Source> template(Path file) {
    Optional<Source> known = source(file);
    if (known.isEmpty() && templates.add(file)) {
      sources.put(file, read(file, true));
    }
    return sources.get(file);
  }

  private Optional<Source> read(Path file, boolean any) {
    YamlReading reading = YamlReader.read(folder.read(file));
    String name = folder.name(file);
    boolean ours = reading.root().map(PipelineKind::test).orElse(looksLikeOne(file, reading));
    if (!ours && !any) {
      return Optional.empty();
    }
    suppressions.read(name, reading.lines());
    for (YamlProblem it : reading.problems()) {
      findings.add(new LintFinding(new Spot(name, it.place()), LintRules.YAML, it.message()));
    }
    return reading
        .root()
        .map(root -> new Source(file, name, root, String.join("\n", reading.lines())));
  }

  /** What cannot be read tells by its name whose it is. */
  private static boolean looksLikeOne(Path file, YamlReading reading) {
    return !reading.problems().isEmpty()
        && file.getFileName().toString().contains("azure-pipelines");
  }

  private final class Found implements Templates {
    private final Set<Path> reached;

    Found() {
      this(included);
    }

    Found(Set<Path> reached) {
      this.reached = reached;
    }

    @Override
    public Optional<Source> find(Source from, String reference) {
      if (reference.contains("@") && !reference.endsWith("@self")) {
        return Optional.empty();
      }
      Optional<Path> file = folder.template(from.path(), reference.replaceAll("@self$", ""));
      file.ifPresent(reached::add);
      return file.flatMap(Lint.this::template);
    }
  }
}
