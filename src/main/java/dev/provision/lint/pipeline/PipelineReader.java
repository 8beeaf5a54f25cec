package dev.provision.lint.pipeline;

import dev.provision.lint.expression.Expressions;
import dev.provision.lint.expression.Scope;
import dev.provision.lint.yaml.YamlMapping;
import dev.provision.lint.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Reads a file with the templates that it takes in. */
public final class PipelineReader {
  /** As deep as the service goes, and as many files. */
  private static final int DEPTH = 20;

  private static final int INCLUSIONS = 100;

  private final Templates templates;
  private final List<Container> containers = new ArrayList<>();
  private final List<Job> jobs = new ArrayList<>();
  private int inclusions;
  private int depth;

  private PipelineReader(Templates templates) {
    this.templates = templates;
  }

  public static Pipeline read(Source source, Templates templates) {
    var reader = new PipelineReader(templates);
    var scope = new Scope(Map.of(), Variables.defaults(source.root(), Scope.EMPTY), Set.of());
    reader.file(Frame.of(source, scope));
    return new Pipeline(reader.containers, reader.jobs);
  }

  private void file(Frame frame) {
    YamlNode root = frame.source().root();
    Frame own = frame.with(Variables.of(root, frame));
    root.get("resources").ifPresent(it -> resources(it, own));
    root.get("extends").ifPresent(it -> include(it, own, (file, inner) -> file(inner)));
    job(root, own);
  }

  private void resources(YamlNode resources, Frame frame) {
    resources
        .get("containers")
        .ifPresent(
            list ->
                Branches.items(
                    list,
                    frame.scope(),
                    item -> {
                      Container container = ContainerReader.read(item, frame, false);
                      if (!ContainerReader.isWindows(container)) {
                        containers.add(container);
                      }
                      item.scalar("container")
                          .ifPresent(name -> frame.containers().put(name.text(), container));
                    }));
  }

  /** Of whatever has jobs or stages. */
  private void sections(YamlNode node, Frame frame) {
    Branches.entries(
        node,
        frame.scope(),
        entry -> {
          switch (entry.key().text()) {
            case "stages" -> Branches.items(entry.value(), frame.scope(), it -> section(it, frame));
            case "jobs" -> Branches.items(entry.value(), frame.scope(), it -> section(it, frame));
            default -> {
              // Nothing that runs.
            }
          }
        });
  }

  /** A stage or a job. */
  private void section(YamlNode item, Frame frame) {
    if (item.get("template").isPresent()) {
      include(item, frame, (root, inner) -> file(inner));
    } else {
      job(item, frame.with(Variables.of(item, frame)));
    }
  }

  private void job(YamlNode node, Frame frame) {
    Frame placed = frame.elsewhere(Pools.elsewhere(node, frame).orElse(frame.elsewhere()));
    Frame varied = placed.with(Variables.ofMatrix(node, placed.scope()));
    if (varied.elsewhere()) {
      // Its jobs may still say another pool; and its templates are known to be used there.
      stepLists(node, varied, new ArrayList<>());
      sections(node, varied);
      return;
    }
    Frame own = ContainerReader.enter(node, varied, containers);
    var steps = new ArrayList<Step>();
    stepLists(node, own, steps);
    if (!steps.isEmpty()) {
      jobs.add(new Job(own.container(), steps));
    }
    sections(node, own);
  }

  /** Those of the job, and those of a deployment's strategy. */
  private void stepLists(YamlNode node, Frame frame, List<Step> steps) {
    for (YamlMapping.Entry entry : node.entries()) {
      switch (entry.key().text()) {
        case "steps" -> Branches.items(entry.value(), frame.scope(), it -> step(it, frame, steps));
        case "strategy",
            "runOnce",
            "rolling",
            "canary",
            "preDeploy",
            "deploy",
            "routeTraffic",
            "postRouteTraffic",
            "on",
            "success",
            "failure" ->
            stepLists(entry.value(), frame, steps);
        default -> {
          if (Branches.isBranch(entry) && entry.value() instanceof YamlMapping) {
            stepLists(entry.value(), frame, steps);
          }
        }
      }
    }
  }

  private void step(YamlNode item, Frame frame, List<Step> steps) {
    if (item.get("template").isPresent()) {
      include(item, frame, (root, inner) -> stepLists(root, inner, steps));
    } else if (!Pools.elsewhereCondition(item)) {
      StepReader.read(item, frame).ifPresent(steps::add);
    }
  }

  private void include(YamlNode call, Frame frame, BiConsumer<YamlNode, Frame> read) {
    // Jobs handed to a template are whole ones: it may add to them, and runs them somewhere.
    call.get("parameters").ifPresent(it -> sections(it, frame));
    Optional<Source> found =
        call.scalar("template")
            .flatMap(it -> Expressions.resolve(it.text(), frame.scope()).whole())
            .flatMap(it -> templates.find(frame.source(), it));
    if (found.isEmpty() || depth == DEPTH || ++inclusions > INCLUSIONS) {
      return;
    }
    Source template = found.get();
    Scope scope =
        frame
            .scope()
            .of(
                Variables.arguments(call, template.root(), frame.scope()),
                Variables.fixed(call, template.root(), frame.scope()));
    depth++;
    read.accept(template.root(), frame.in(template, scope));
    depth--;
  }
}
