package dev.provision.lint.pipeline;

import dev.provision.lint.expression.Expressions;
import dev.provision.lint.expression.Value;
import dev.provision.lint.yaml.YamlMapping;
import dev.provision.lint.yaml.YamlNode;
import dev.provision.lint.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Containers of the resources and of jobs. */
final class ContainerReader {
  private static final Pattern WINDOWS = Pattern.compile("(?i)windows|nanoserver");

  private ContainerReader() {}

  /** Of a node with {@code image}, {@code options} and the like. */
  static Container read(YamlNode node, Frame frame, boolean runsSteps) {
    return new Container(
        new Spot(
            frame.source().name(),
            node.get("image").or(() -> node.get("container")).orElse(node).place()),
        field(node, "image", frame),
        options(node, frame),
        field(node, "mapDockerSocket", frame),
        node.get("volumes").stream()
            .flatMap(it -> it.items().stream())
            .flatMap(it -> it.scalar().stream())
            .map(it -> new Field(frame.source().name(), it, frame.scope()))
            .toList(),
        runsSteps);
  }

  /** No Linux runs that. */
  static boolean isWindows(Container container) {
    return container.image().filter(it -> WINDOWS.matcher(it.value().text()).find()).isPresent();
  }

  /** Of an image alone. */
  static Container ofImage(Field image) {
    return new Container(
        image.spot(), Optional.of(image), Optional.empty(), Optional.empty(), List.of(), true);
  }

  /** The frame of what runs in the container that a job names. */
  static Frame enter(YamlNode job, Frame frame, List<Container> found) {
    Optional<YamlNode> named = job.get("container");
    if (named.isEmpty()) {
      return frame;
    }
    if (named.get() instanceof YamlMapping mapping) {
      boolean decided = mapping.entries().stream().noneMatch(Branches::isBranch);
      Optional<YamlScalar> alias = mapping.scalar("alias");
      if (!decided || alias.isPresent()) {
        return frame.within(Optional.empty(), Optional.empty());
      }
      Container container = read(mapping, frame, true);
      found.add(container);
      return frame.within(Optional.of(true), Optional.of(container));
    }
    Optional<Field> field = field(job, "container", frame);
    List<Optional<Field>> columns =
        field
            .flatMap(it -> Expressions.runtimeVariable(it.raw()))
            .map(it -> Variables.columns(job, it, frame))
            .orElse(List.of());
    return columns.isEmpty()
        ? enter(field, frame, found)
        : common(columns.stream().map(it -> enter(it, frame, found)).toList());
  }

  private static Frame enter(Optional<Field> field, Frame frame, List<Container> found) {
    Value value = field.map(Field::value).orElse(Value.UNKNOWN);
    if (!value.known()) {
      return frame.within(Optional.empty(), Optional.empty());
    }
    if (value.text().isEmpty()) {
      return frame.within(Optional.of(false), Optional.empty());
    }
    Container resource = frame.containers().get(value.text());
    Container container = resource == null ? ofImage(field.get()) : running(resource);
    found.add(container);
    return frame.within(Optional.of(true), Optional.of(container));
  }

  /** Where a job of a matrix runs: what all of them have. They may differ in the image. */
  private static Frame common(List<Frame> jobs) {
    Frame first = jobs.get(0);
    boolean sameKind = jobs.stream().map(Frame::inContainer).distinct().count() == 1;
    boolean alike =
        jobs.stream()
                .map(
                    job ->
                        job.container()
                            .map(it -> List.of(it.options(), it.mapDockerSocket(), it.volumes())))
                .distinct()
                .count()
            == 1;
    return first.within(
        sameKind ? first.inContainer() : Optional.empty(),
        alike ? first.container() : Optional.empty());
  }

  private static Container running(Container it) {
    return new Container(
        it.spot(), it.image(), it.options(), it.mapDockerSocket(), it.volumes(), true);
  }

  private static Optional<Field> field(YamlNode node, String key, Frame frame) {
    return node.scalar(key).map(it -> new Field(frame.source().name(), it, frame.scope()));
  }

  /** Options that a branch decides are there, and unknown. */
  private static Optional<Field> options(YamlNode node, Frame frame) {
    boolean decided = node.entries().stream().noneMatch(Branches::isBranch);
    return field(node, "options", frame)
        .or(
            () ->
                decided
                    ? Optional.empty()
                    : Optional.of(
                        new Field(
                            frame.source().name(),
                            YamlScalar.of(node.place(), "${{ }}"),
                            frame.scope())));
  }
}
