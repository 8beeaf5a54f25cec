package dev.provision.lint.expression;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Variables and parameters that a part of a pipeline sees. Their names know no case. What is not
 * here comes from a group, the web page or the agent, and is unknown.
 *
 * @param fixed parameters that whoever starts a run cannot change
 */
public record Scope(
    Map<String, Value> variables, Map<String, Value> parameters, Set<String> fixed) {
  public static final Scope EMPTY = new Scope(Map.of(), Map.of(), Set.of());

  public Scope {
    variables = Map.copyOf(variables);
    parameters = Map.copyOf(parameters);
    fixed = Set.copyOf(fixed);
  }

  public Value variable(String name) {
    return variables.getOrDefault(key(name), Value.UNKNOWN);
  }

  public Value parameter(String name) {
    return parameters.getOrDefault(key(name), Value.UNKNOWN);
  }

  /** Whether no run can give the parameter another value. */
  public boolean isFixed(String name) {
    return fixed.contains(key(name));
  }

  /** With these variables in place of others of the same name. */
  public Scope and(Map<String, Value> more) {
    var all = new HashMap<>(variables);
    all.putAll(more);
    return new Scope(all, parameters, fixed);
  }

  /** A template sees the variables, and parameters of its own. */
  public Scope of(Map<String, Value> ownParameters, Set<String> ownFixed) {
    return new Scope(variables, ownParameters, ownFixed);
  }

  /** As it is looked up. */
  public static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
