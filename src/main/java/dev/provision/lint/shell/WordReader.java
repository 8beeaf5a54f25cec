package dev.provision.lint.shell;

import dev.provision.lint.expression.Expressions;
import dev.provision.lint.expression.Scope;
import dev.provision.lint.expression.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one word: quotes, escapes, and what the shell or the agent puts in its place. */
final class WordReader {
  private static final String ENDS = " \t\r\n;&|<>()";
  private static final Pattern NAME = Pattern.compile("\\G\\$([A-Za-z_]\\w*|[0-9#?@*!$-])");

  /** What the agent puts into a script is read by the shell again. */
  private static final Pattern PLAIN = Pattern.compile("[\\w./:@%+=,-]*");

  private final Cursor cursor;
  private final Scope scope;
  private final StringBuilder text = new StringBuilder();
  private final List<String> substitutions = new ArrayList<>();
  private boolean known = true;

  private WordReader(Cursor cursor, Scope scope) {
    this.cursor = cursor;
    this.scope = scope;
  }

  static boolean ends(char c) {
    return ENDS.indexOf(c) >= 0;
  }

  /** The word here; empty where its quotes do not end. */
  static Optional<Word> read(Cursor cursor, Scope scope) {
    int start = cursor.at;
    var reader = new WordReader(cursor, scope);
    return reader.unquoted()
        ? Optional.of(
            new Word(new Value(reader.text.toString(), reader.known), reader.substitutions, start))
        : Optional.empty();
  }

  private boolean unquoted() {
    while (!cursor.done() && !ends(cursor.peek())) {
      char c = cursor.text.charAt(cursor.at);
      boolean sound =
          switch (c) {
            case '\'' -> single();
            case '"' -> quoted();
            case '$' -> dollar();
            case '`' -> backquoted();
            case '\\' -> escaped(false);
            default -> literal();
          };
      if (!sound) {
        return false;
      }
    }
    return true;
  }

  private boolean literal() {
    add(String.valueOf(cursor.text.charAt(cursor.at++)));
    return true;
  }

  private boolean escaped(boolean quotes) {
    cursor.at++;
    if (cursor.done()) {
      return true;
    }
    char c = cursor.text.charAt(cursor.at++);
    if (c != '\n') {
      add(quotes && "$`\"\\".indexOf(c) < 0 ? "\\" + c : String.valueOf(c));
    }
    return true;
  }

  private boolean single() {
    int start = ++cursor.at;
    if (!cursor.skipPast("'")) {
      return false;
    }
    // The agent replaces its macros before any shell sees a quote.
    Value value = Expressions.resolve(cursor.text.substring(start, cursor.at - 1), scope);
    add(value);
    return true;
  }

  private boolean quoted() {
    cursor.at++;
    while (!cursor.done()) {
      char c = cursor.peek();
      if (c == '"') {
        cursor.at++;
        return true;
      }
      boolean sound =
          switch (c) {
            case '$' -> dollar();
            case '`' -> backquoted();
            case '\\' -> escaped(true);
            default -> literal();
          };
      if (!sound) {
        return false;
      }
    }
    return false;
  }

  private boolean backquoted() {
    int start = ++cursor.at;
    boolean closed = cursor.skipPast("`");
    if (closed) {
      substitutions.add(cursor.text.substring(start, cursor.at - 1));
    }
    known = false;
    return closed;
  }

  private boolean dollar() {
    if (cursor.sees("${{")) {
      int start = cursor.at + 3;
      if (!cursor.skipPast("}}")) {
        return false;
      }
      add(spliced(Expressions.expression(cursor.text.substring(start, cursor.at - 2), scope)));
      return true;
    }
    if (cursor.sees("$(")) {
      cursor.at += 2;
      String inner = cursor.bracketed('(', ')');
      if (inner == null) {
        return false;
      }
      Value value = Expressions.macro(inner, scope);
      if (!value.known()) {
        substitutions.add(inner);
      }
      add(spliced(value));
      return true;
    }
    if (cursor.sees("${") || cursor.sees("$[")) {
      char opening = cursor.text.charAt(cursor.at + 1);
      cursor.at += 2;
      known = false;
      return cursor.bracketed(opening, opening == '{' ? '}' : ']') != null;
    }
    var name = NAME.matcher(cursor.text).region(cursor.at, cursor.text.length());
    if (name.lookingAt()) {
      cursor.at = name.end();
      known = false;
    } else {
      literal();
    }
    return true;
  }

  private static Value spliced(Value value) {
    return PLAIN.matcher(value.text()).matches() ? value : Value.UNKNOWN;
  }

  private void add(Value value) {
    add(value.text());
    known &= value.known();
  }

  private void add(String more) {
    if (known) {
      text.append(more);
    }
  }
}
