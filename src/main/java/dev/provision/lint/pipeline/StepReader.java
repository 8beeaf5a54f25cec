package dev.provision.lint.pipeline;

import dev.provision.lint.expression.Scope;
import dev.provision.lint.expression.Value;
import dev.provision.lint.yaml.YamlMapping;
import dev.provision.lint.yaml.YamlNode;
import dev.provision.lint.yaml.YamlScalar;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes a step of a mapping. */
final class StepReader {
  /** Stands for an input that a branch decides. */
  private static final String UNDECIDED = "${{ }}";

  private StepReader() {}

  static Optional<Step> read(YamlNode item, Frame frame) {
    Map<String, Field> environment = fields(item.get("env"), frame, false);
    Optional<Boolean> inContainer = inContainer(item, frame);
    Optional<YamlScalar> task = item.scalar("task");
    if (task.isPresent()) {
      Map<String, Field> inputs = fields(item.get("inputs"), frame, true);
      Optional<Field> script = InlineScript.of(task.get().text(), inputs);
      return Optional.of(
          new Step(
              new Spot(frame.source().name(), task.get().place()),
              task.get().text().strip(),
              inputs,
              environment,
              script,
              Step.commands(script),
              inContainer));
    }
    for (String shortcut : List.of("script", "bash", "pwsh", "powershell")) {
      Optional<YamlScalar> text = item.scalar(shortcut);
      if (text.isPresent()) {
        var field = new Field(frame.source().name(), text.get(), frame.scope());
        boolean shell = shortcut.equals("script") || shortcut.equals("bash");
        Optional<Field> script = Optional.of(shell ? field : InlineScript.powerShell(field));
        return Optional.of(
            new Step(
                field.spot(),
                "",
                Map.of(),
                environment,
                script,
                Step.commands(script),
                inContainer));
      }
    }
    return Optional.empty();
  }

  private static Optional<Boolean> inContainer(YamlNode item, Frame frame) {
    Optional<YamlNode> target = item.get("target");
    if (target.isEmpty()) {
      return frame.inContainer();
    }
    Optional<YamlScalar> name = target.get().scalar().or(() -> target.get().scalar("container"));
    if (name.isEmpty()) {
      return frame.inContainer();
    }
    Value value = new Field(frame.source().name(), name.get(), frame.scope()).value();
    return value.whole().map(it -> !it.equals("host"));
  }

  private static Map<String, Field> fields(
      Optional<YamlNode> mapping, Frame frame, boolean lowerCase) {
    var fields = new HashMap<String, Field>();
    for (YamlMapping.Entry entry : mapping.map(YamlNode::entries).orElse(List.of())) {
      if (Branches.isBranch(entry)) {
        Branches.entries(
            entry.value(),
            Scope.EMPTY,
            it -> put(fields, it, frame, lowerCase, Optional.of(UNDECIDED)));
      } else {
        put(fields, entry, frame, lowerCase, Optional.empty());
      }
    }
    return fields;
  }

  private static void put(
      Map<String, Field> fields,
      YamlMapping.Entry entry,
      Frame frame,
      boolean lowerCase,
      Optional<String> instead) {
    String name = entry.key().text();
    YamlScalar value =
        entry
            .value()
            .scalar()
            .filter(it -> instead.isEmpty())
            .orElse(YamlScalar.of(entry.key().place(), UNDECIDED));
    Scope scope = frame.scope();
    fields.put(
        lowerCase ? name.toLowerCase(Locale.ROOT) : name,
        new Field(frame.source().name(), value, scope));
  }
}
