package dev.provision.lint.expression;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves {@code ${{ }}}, {@code $( )} and {@code $[ ]} as far as a {@link Scope} goes. See
 * https://learn.microsoft.com/azure/devops/pipelines/process/variables.
 */
public final class Expressions {
  /** Only a name: whatever computes is not resolved. */
  private static final Pattern NAME =
      Pattern.compile(
          "\\s*(?<kind>parameters|variables)(?:\\.(?<dotted>[\\w-]+)|\\['(?<quoted>[\\w. -]+)'\\])\\s*");

  /** Stands for a whole value or not at all. */
  private static final Pattern RUNTIME =
      Pattern.compile("\\s*\\$\\[(?<inner>[^\\]]*+(?:\\][^\\]]*+)?)\\]\\s*");

  private static final Pattern MACRO = Pattern.compile("[A-Za-z_][\\w.-]*");

  private Expressions() {}

  /** A scalar of a pipeline. */
  public static Value resolve(String text, Scope scope) {
    Optional<String> variable = runtimeVariable(text);
    if (variable.isPresent()) {
      return scope.variable(variable.get());
    }
    var known = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      if (text.startsWith("${{", i)) {
        int end = text.indexOf("}}", i);
        Value value = end < 0 ? Value.UNKNOWN : expression(text.substring(i + 3, end), scope);
        known.append(value.text());
        if (!value.known()) {
          return new Value(known.toString(), false);
        }
        i = end + 2;
      } else if (text.startsWith("$(", i)) {
        int end = text.indexOf(')', i);
        Value value = end < 0 ? Value.UNKNOWN : macro(text.substring(i + 2, end), scope);
        known.append(value.text());
        if (!value.known()) {
          return new Value(known.toString(), false);
        }
        i = end + 1;
      } else if (text.startsWith("$[", i)) {
        return new Value(known.toString(), false);
      } else {
        known.append(text.charAt(i++));
      }
    }
    return Value.of(known.toString());
  }

  /** The variable that a value is, by {@code $[ variables.NAME ]}. */
  public static Optional<String> runtimeVariable(String text) {
    Matcher runtime = RUNTIME.matcher(text);
    Matcher name = NAME.matcher(runtime.matches() ? runtime.group("inner") : "");
    return name.matches() && name.group("kind").equals("variables")
        ? Optional.of(which(name))
        : Optional.empty();
  }

  /** Whether a run cannot change it: a literal, or a parameter that it cannot change. */
  public static boolean isFixed(String text, Scope scope) {
    String inner = text.strip();
    boolean expression = inner.startsWith("${{") && inner.endsWith("}}");
    Matcher name = NAME.matcher(expression ? inner.substring(3, inner.length() - 2) : "");
    if (!name.matches()) {
      return text.indexOf('$') < 0;
    }
    return name.group("kind").equals("parameters") && scope.isFixed(which(name));
  }

  /** What stands between {@code ${{} and {@code }}}. */
  public static Value expression(String inner, Scope scope) {
    Matcher name = NAME.matcher(inner);
    if (!name.matches()) {
      return Value.UNKNOWN;
    }
    return name.group("kind").equals("parameters")
        ? scope.parameter(which(name))
        : scope.variable(which(name));
  }

  private static String which(Matcher name) {
    return name.group("dotted") != null ? name.group("dotted") : name.group("quoted");
  }

  /**
   * What stands between {@code $(} and {@code )}; unknown, too, where it is a command of a shell.
   */
  public static Value macro(String inner, Scope scope) {
    return MACRO.matcher(inner).matches() ? scope.variable(inner) : Value.UNKNOWN;
  }
}
