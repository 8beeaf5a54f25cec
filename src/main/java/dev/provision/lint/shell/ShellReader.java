package dev.provision.lint.shell;

import dev.provision.lint.expression.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The simple commands of a script for a POSIX shell or bash, in their order. Branches and loops are
 * taken apart, here-documents skipped; behind a quote without an end there is nothing more.
 */
public final class ShellReader {
  private static final Set<String> BEFORE_A_COMMAND =
      Set.of(
          "if", "then", "else", "elif", "fi", "do", "done", "while", "until", "!", "{", "}",
          "time");

  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*\\+?=.*", Pattern.DOTALL);

  private final Cursor cursor;
  private final Scope scope;
  private final List<ShellCommand> commands = new ArrayList<>();
  private final List<String> documents = new ArrayList<>();
  private List<Word> assignments = new ArrayList<>();
  private List<Word> words = new ArrayList<>();

  private ShellReader(String text, Scope scope) {
    this.cursor = new Cursor(text);
    this.scope = scope;
  }

  /** All of them. */
  public static List<ShellCommand> read(String script, Scope scope) {
    var reader = new ShellReader(script, scope);
    reader.read();
    return List.copyOf(reader.commands);
  }

  /** The words of one command line, as a task's input has them. */
  public static List<Word> words(String line, Scope scope) {
    // Ends of lines are blanks there.
    List<ShellCommand> commands = read("x " + line.replace('\n', ' '), scope);
    return commands.size() != 1
        ? List.of()
        : commands.get(0).words().stream()
            .skip(1)
            .map(it -> new Word(it.value(), it.substitutions(), it.offset() - 2))
            .toList();
  }

  private void read() {
    while (!cursor.done()) {
      char c = cursor.peek();
      if (c == ' ' || c == '\t' || c == '\r') {
        cursor.at++;
      } else if (cursor.sees("\\\n")) {
        cursor.at += 2;
      } else if (c == '#') {
        cursor.skipLine();
      } else if (c == '\n') {
        end();
        cursor.at++;
        documents.forEach(this::skipDocument);
        documents.clear();
      } else if (c == '<' || c == '>' || cursor.sees("&>")) {
        if (!redirection()) {
          return;
        }
      } else if (cursor.sees("((")) {
        cursor.at++;
        cursor.at++;
        cursor.skipPast("))");
      } else if (c == ';' || c == '&' || c == '|' || c == '(' || c == ')') {
        end();
        cursor.at++;
      } else if (!word()) {
        return;
      }
    }
    end();
  }

  private boolean word() {
    Optional<Word> read = WordReader.read(cursor, scope);
    if (read.isEmpty()) {
      return false;
    }
    Word word = read.get();
    boolean first = words.isEmpty();
    if (cursor.sees("()")) {
      cursor.at += 2;
      words.clear();
      assignments.clear();
    } else if (first && assignments.isEmpty() && word.is("case")) {
      skipCase();
    } else if (!(cursor.sees("<") || cursor.sees(">")) || !word.text().matches("[0-9]+")) {
      if (first && ASSIGNMENT.matcher(word.text()).matches()) {
        assignments.add(word);
      } else if (!first || !assignments.isEmpty() || !isReserved(word)) {
        words.add(word);
      }
    }
    return true;
  }

  private static boolean isReserved(Word word) {
    return word.value().whole().filter(BEFORE_A_COMMAND::contains).isPresent();
  }

  /** Patterns look like commands; what is between them is passed over with them. */
  private void skipCase() {
    var end = Pattern.compile("(?m)(^|[\\s;])esac\\b").matcher(cursor.text);
    cursor.at = end.find(cursor.at) ? end.end() : cursor.text.length();
  }

  private boolean redirection() {
    boolean document = cursor.sees("<<") && !cursor.sees("<<<");
    if (cursor.sees("<(") || cursor.sees(">(")) {
      cursor.at += 2;
      return cursor.bracketed('(', ')') != null;
    }
    while (!cursor.done() && "<>&|-".indexOf(cursor.peek()) >= 0) {
      cursor.at++;
    }
    while (!cursor.done() && (cursor.peek() == ' ' || cursor.peek() == '\t')) {
      cursor.at++;
    }
    if (cursor.done() || WordReader.ends(cursor.peek())) {
      return true;
    }
    Optional<Word> target = WordReader.read(cursor, Scope.EMPTY);
    if (document) {
      Optional<String> delimiter = target.flatMap(it -> it.value().whole());
      delimiter.ifPresent(documents::add);
      return delimiter.isPresent();
    }
    return target.isPresent();
  }

  private void skipDocument(String delimiter) {
    while (!cursor.done()) {
      int start = cursor.at;
      cursor.skipLine();
      String line = cursor.text.substring(start, cursor.at);
      cursor.at = Math.min(cursor.at + 1, cursor.text.length());
      if (line.strip().equals(delimiter)) {
        return;
      }
    }
  }

  private void end() {
    if (!words.isEmpty() || !assignments.isEmpty()) {
      commands.add(new ShellCommand(assignments, words));
      assignments = new ArrayList<>();
      words = new ArrayList<>();
    }
  }
}
