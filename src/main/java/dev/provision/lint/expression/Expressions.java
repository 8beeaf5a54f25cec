package dev.provision.lint.expression;

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

  private static final Pattern MACRO = Pattern.compile("[A-Za-z_][\\w.-]*");

  private Expressions() {}

  /** A scalar of a pipeline. */
  public static Value resolve(String text, Scope scope) {
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

  /** Whether a run cannot change it: a literal, or a parameter that it cannot change. */
  public static boolean isFixed(String text, Scope scope) {
    String inner = text.strip();
    boolean expression = inner.startsWith("${{") && inner.endsWith("}}");
    Matcher name = NAME.matcher(expression ? inner.substring(3, inner.length() - 2) : "");
    if (!name.matches()) {
      return text.indexOf('$') < 0;
    }
    String which = name.group("dotted") != null ? name.group("dotted") : name.group("quoted");
    return name.group("kind").equals("parameters") && scope.isFixed(which);
  }

  /** What stands between {@code ${{} and {@code }}}. */
  public static Value expression(String inner, Scope scope) {
    Matcher name = NAME.matcher(inner);
    if (!name.matches()) {
      return Value.UNKNOWN;
    }
    String which = name.group("dotted") != null ? name.group("dotted") : name.group("quoted");
    return name.group("kind").equals("parameters") ? scope.parameter(which) : scope.variable(which);
  }

  /**
   * What stands between {@code $(} and {@code )}; unknown, too, where it is a command of a shell.
   */
  public static Value macro(String inner, Scope scope) {
    return MACRO.matcher(inner).matches() ? scope.variable(inner) : Value.UNKNOWN;
  }
}
