package dev.provision.lint.pipeline;

import dev.provision.lint.expression.Expressions;
import dev.provision.lint.expression.Scope;
import dev.provision.lint.expression.Value;
import dev.provision.lint.yaml.YamlMapping;
import dev.provision.lint.yaml.YamlNode;
import dev.provision.lint.yaml.YamlScalar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The variables and parameters that a part of a pipeline defines. */
final class Variables {
  private static final Pattern SET =
      Pattern.compile("task\\.setvariable[^\\]\\n]{0,200}?variable=([\\w.-]+)");

  private Variables() {}

  /** With the variables of this node; which a branch defines, or a script sets, are unknown. */
  static Scope of(YamlNode node, Frame frame) {
    var found = new HashMap<String, Value>();
    node.get("variables").ifPresent(it -> add(it, frame.scope(), found));
    for (YamlMapping.Entry entry : node.entries()) {
      if (Branches.isBranch(entry)) {
        entry.value().get("variables").ifPresent(it -> branch(it, found));
      }
    }
    SET.matcher(frame.source().text())
        .results()
        .forEach(it -> found.put(Scope.key(it.group(1)), Value.UNKNOWN));
    return frame.scope().and(found);
  }

  /** A job of a matrix has the variables of its column. */
  static Scope ofMatrix(YamlNode job, Scope scope) {
    Optional<YamlNode> matrix = job.get("strategy").flatMap(it -> it.get("matrix"));
    if (matrix.isEmpty()) {
      return scope;
    }
    if (matrix.get() instanceof YamlScalar
        || matrix.get().entries().stream().anyMatch(Branches::isBranch)) {
      return new Scope(Map.of(), scope.parameters(), scope.fixed());
    }
    var found = new HashMap<String, Value>();
    for (YamlMapping.Entry column : matrix.get().entries()) {
      for (YamlMapping.Entry entry : column.value().entries()) {
        found.put(Scope.key(entry.key().text()), Value.UNKNOWN);
      }
    }
    return scope.and(found);
  }

  /** What each column of a job's matrix says of a variable; nothing where one does not say it. */
  static List<Optional<Field>> columns(YamlNode job, String name, Frame frame) {
    return job.get("strategy").flatMap(it -> it.get("matrix")).stream()
        .flatMap(matrix -> matrix.entries().stream())
        .map(
            column ->
                column.value().entries().stream()
                    .filter(it -> Scope.key(it.key().text()).equals(Scope.key(name)))
                    .flatMap(it -> it.value().scalar().stream())
                    .map(it -> new Field(frame.source().name(), it, frame.scope()))
                    .findFirst())
        .toList();
  }

  /** Defaults of the parameters that a file declares, in either form. */
  static Map<String, Value> defaults(YamlNode root, Scope scope) {
    var found = new HashMap<String, Value>();
    root.get("parameters")
        .ifPresent(
            parameters -> {
              for (YamlNode item : parameters.items()) {
                item.scalar("name")
                    .ifPresent(
                        name ->
                            found.put(Scope.key(name.text()), value(item.get("default"), scope)));
              }
              for (YamlMapping.Entry entry : parameters.entries()) {
                found.put(Scope.key(entry.key().text()), value(Optional.of(entry.value()), scope));
              }
            });
    return found;
  }

  /** What a template is called with, in place of its defaults. */
  static Map<String, Value> arguments(YamlNode call, YamlNode template, Scope scope) {
    Map<String, Value> found = defaults(template, Scope.EMPTY);
    Optional<YamlNode> given = call.get("parameters");
    if (given.isPresent() && given.get() instanceof YamlScalar) {
      return Map.of();
    }
    given.ifPresent(
        parameters -> {
          for (YamlMapping.Entry entry : parameters.entries()) {
            if (Branches.isBranch(entry)) {
              if (!(entry.value() instanceof YamlMapping)) {
                found.clear();
              }
              Branches.entries(
                  entry.value(),
                  Scope.EMPTY,
                  it -> found.put(Scope.key(it.key().text()), Value.UNKNOWN));
            } else {
              found.put(Scope.key(entry.key().text()), value(Optional.of(entry.value()), scope));
            }
          }
        });
    return found;
  }

  /** Of these, what is written down here or where the template is called, and not where it runs. */
  static Set<String> fixed(YamlNode call, YamlNode template, Scope scope) {
    var fixed = new HashSet<>(defaults(template, Scope.EMPTY).keySet());
    Optional<YamlNode> given = call.get("parameters");
    for (YamlMapping.Entry entry : given.map(YamlNode::entries).orElse(List.of())) {
      if (Branches.isBranch(entry)) {
        return Set.of();
      }
      String key = Scope.key(entry.key().text());
      boolean literal =
          entry.value().scalar().filter(it -> Expressions.isFixed(it.text(), scope)).isPresent();
      if (literal) {
        fixed.add(key);
      } else {
        fixed.remove(key);
      }
    }
    return fixed;
  }

  private static Value value(Optional<YamlNode> node, Scope scope) {
    return node.flatMap(YamlNode::scalar)
        .map(it -> Expressions.resolve(it.text(), scope))
        .orElse(Value.UNKNOWN);
  }

  private static void add(YamlNode variables, Scope scope, Map<String, Value> found) {
    for (YamlNode item : variables.items()) {
      if (item.entries().size() == 1 && Branches.isBranch(item.entries().get(0))) {
        branch(item.entries().get(0).value(), found);
      } else {
        item.scalar("name").ifPresent(name -> put(name.text(), item.get("value"), scope, found));
      }
    }
    for (YamlMapping.Entry entry : variables.entries()) {
      if (Branches.isBranch(entry)) {
        branch(entry.value(), found);
      } else {
        put(entry.key().text(), Optional.of(entry.value()), scope, found);
      }
    }
  }

  private static void put(
      String name, Optional<YamlNode> value, Scope scope, Map<String, Value> found) {
    String key = Scope.key(name);
    found.put(key, found.containsKey(key) ? Value.UNKNOWN : value(value, scope.and(found)));
  }

  private static void branch(YamlNode variables, Map<String, Value> found) {
    Branches.items(
        variables,
        Scope.EMPTY,
        it ->
            it.scalar("name").ifPresent(name -> found.put(Scope.key(name.text()), Value.UNKNOWN)));
    Branches.entries(
        variables, Scope.EMPTY, it -> found.put(Scope.key(it.key().text()), Value.UNKNOWN));
  }
}
