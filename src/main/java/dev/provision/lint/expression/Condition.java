package dev.provision.lint.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands behind {@code if} in {@code ${{ }}}, where no run can change it: literals, parameters
 * that a template is given, and the functions that compare them. See
 * https://learn.microsoft.com/azure/devops/pipelines/process/expressions.
 */
public final class Condition {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<text>'(?:[^']|'')*')"
              + "|parameters\\.(?<dotted>[\\w-]+)|parameters\\['(?<quoted>[\\w. -]+)'\\]"
              + "|(?<call>[A-Za-z]+)\\s*\\(|(?<word>[\\w.-]+))\\s*");

  private static final int LONGEST = 1000;
  private static final int DEEPEST = 20;
  private static final String TRUE = "true";
  private static final String FALSE = "false";

  private final String text;
  private final Scope scope;
  private int at;

  /** The rest is nothing that is understood here. */
  private static final class Unclear extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * What a part comes to.
   *
   * @param text empty when that is unknown
   * @param literal whether "false" is the truth value, and no text that says so
   */
  private record Term(Optional<String> text, boolean literal) {
    static Term of(Optional<Boolean> truth) {
      return new Term(truth.map(it -> it ? TRUE : FALSE), true);
    }

    /** A text is true unless it is empty. */
    Optional<Boolean> truth() {
      return text.flatMap(
          it -> {
            boolean no = it.equalsIgnoreCase(FALSE) || it.equals("0");
            return no && !literal ? Optional.empty() : Optional.of(!no && !it.isEmpty());
          });
    }
  }

  private Condition(String text, Scope scope) {
    this.text = text;
    this.scope = scope;
  }

  /** Whether it holds; empty where that is not sure. */
  public static Optional<Boolean> of(String text, Scope scope) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    var condition = new Condition(text, scope);
    try {
      Term term = condition.term(0);
      return condition.at == text.length() ? term.truth() : Optional.empty();
    } catch (Unclear e) {
      return Optional.empty();
    }
  }

  private Term term(int depth) throws Unclear {
    Matcher token = TOKEN.matcher(text).region(at, text.length());
    if (depth > DEEPEST || !token.lookingAt()) {
      throw new Unclear();
    }
    at = token.end();
    if (token.group("text") != null) {
      String quoted = token.group("text");
      return new Term(
          Optional.of(quoted.substring(1, quoted.length() - 1).replace("''", "'")), false);
    }
    if (token.group("call") != null) {
      return call(token.group("call").toLowerCase(Locale.ROOT), arguments(depth + 1));
    }
    if (token.group("word") != null) {
      String word = token.group("word");
      boolean literal = word.matches("(?i)true|false|-?[0-9]+(\\.[0-9]+)?");
      return new Term(literal ? Optional.of(word) : Optional.empty(), literal);
    }
    String name = token.group(token.group("dotted") != null ? "dotted" : "quoted");
    return new Term(scope.isFixed(name) ? scope.parameter(name).whole() : Optional.empty(), false);
  }

  private List<Term> arguments(int depth) throws Unclear {
    var arguments = new ArrayList<Term>();
    if (takes(')')) {
      return arguments;
    }
    do {
      arguments.add(term(depth));
    } while (takes(','));
    if (!takes(')')) {
      throw new Unclear();
    }
    return arguments;
  }

  private boolean takes(char c) {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    while (there && at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return there;
  }

  private static Term call(String function, List<Term> arguments) {
    int count = arguments.size();
    return Term.of(
        switch (function) {
          case "eq" -> count == 2 ? equal(arguments) : Optional.empty();
          case "ne" -> count == 2 ? equal(arguments).map(it -> !it) : Optional.empty();
          case "not" -> count == 1 ? arguments.get(0).truth().map(it -> !it) : Optional.empty();
          case "and" -> any(arguments, false).map(it -> !it);
          case "or" -> any(arguments, true);
          default -> Optional.empty();
        });
  }

  /** Texts are compared without case, and a truth value with a text as one. */
  private static Optional<Boolean> equal(List<Term> terms) {
    return terms
        .get(0)
        .text()
        .flatMap(one -> terms.get(1).text().map(other -> one.equalsIgnoreCase(other)));
  }

  /** Whether one of them is this; empty where one that is not known could be. */
  private static Optional<Boolean> any(List<Term> terms, boolean wanted) {
    if (terms.stream().anyMatch(it -> it.truth().equals(Optional.of(wanted)))) {
      return Optional.of(true);
    }
    return terms.stream().allMatch(it -> it.truth().isPresent())
        ? Optional.of(false)
        : Optional.empty();
  }
}
