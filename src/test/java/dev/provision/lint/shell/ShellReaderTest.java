package dev.provision.lint.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.lint.expression.Scope;
import dev.provision.lint.expression.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands of scripts. Where all is known, bash itself says what the words are. */
class ShellReaderTest {
  private static final Scope SCOPE =
      new Scope(
          Map.of("tag", Value.of("1.0"), "odd", Value.of("a b; c")),
          Map.of("image", Value.of("r.example.com/app")),
          Set.of());

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '~',
      value = {
        "~docker run x~ => ~docker,run,x~",
        "~a; b && c || d | e & f~ => ~a / b / c / d / e / f~",
        "~a 'b c' \"d e\" f\\ g~ => ~a,b c,d e,f g~",
        "~a \\\n b # c\nd#e~ => ~a,b / d#e~",
        "~if a; then b; else c; fi~ => ~a / b / c~",
        "~for i in 1 2; do a $i; done~ => ~for,i,in,1,2 / a,?~",
        "~A=1 B=$x c~ => ~A=1,B=?,c~",
        "~(a; b) > out 2>&1; { c; }~ => ~a / b / c~",
        "~cat <<EOF\ndocker swarm\nEOF\na~ => ~cat / a~",
        "~cat <<-'EOF' && b\nx\n\tEOF\na~ => ~cat / b / a~",
        "~case $x in docker) swarm;; esac; a~ => ~a~",
        "~f() { a; }~ => ~a~",
        "~a $(b c) `d e`~ => ~a,?,?~",
        "~a $(tag) ${{ parameters.image }} $(odd) $(group.x)~ => ~a,1.0,r.example.com/app,?,?~",
        "~a \"x$(tag)y\" 'x$(tag)y'~ => ~a,x1.0y,x1.0y~",
        "~a $((1+2)) b~ => ~a,?,b~",
        "~a; b 'c~ => ~a~",
        "~a <(b) c~ => ~a,c~",
        "~[[ a == b ]] && c~ => ~[[,a,==,b,]] / c~",
        "~a \"$(b \"'\" )\" c~ => ~a,?,c~",
      })
  void commandsAndTheirWords(String script, String commands) {
    assertThat(shown(script)).isEqualTo(commands);
  }

  /** Bash prints each word in brackets; so does what we read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "p a 'b c' \"d'e\" f\\ g h\\\ni \"a\\\"b\\$c\\d\"",
        "p a; p b && p c",
        "p a#b # c",
        "p \"\" '' a\"b\"'c'",
        "p a >/dev/null; p b",
        "p {a,b 'c",
        "p {a b}",
        "if p a; then p b; fi; until p c; do p d; done",
        "cat >/dev/null <<EOF\np x\nEOF\np y",
        "p a=b -- --c=d -e",
        "x=1 p b; { p c; }; (p d)",
        "p a 2>&1 b 3>/dev/null",
        "p 'a\nb' c\np d",
      })
  void wordsAreThoseOfBash(String script) throws IOException, InterruptedException {
    Process bash =
        new ProcessBuilder(
                "bash", "-c", "p() { printf '[%s]' \"$@\" >&7; echo >&7; }\nexec 7>&1\n" + script)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String asked = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean sound = bash.waitFor() == 0;

    String read =
        ShellReader.read(script, Scope.EMPTY).stream()
            .filter(it -> it.begins("p"))
            .map(ShellReaderTest::printed)
            .collect(Collectors.joining());

    // A loop that never enters its body prints less than there is to read.
    assertThat(read).isEqualTo(sound ? asked + (script.contains("until") ? "[d]\n" : "") : "");
  }

  @Test
  void wordsKnowWhereTheyBegin() {
    String script = "a b\n  docker 'run' x";

    List<Word> words = ShellReader.read(script, Scope.EMPTY).get(1).words();

    assertThat(words).extracting(Word::offset).containsExactly(6, 13, 19);
  }

  private static String printed(ShellCommand command) {
    return command.words().stream()
            .skip(1)
            .map(word -> "[" + word.text() + "]")
            .collect(Collectors.joining())
        + "\n";
  }

  private static String shown(String script) {
    return ShellReader.read(script, SCOPE).stream()
        .map(
            it ->
                Stream.concat(it.assignments().stream(), it.words().stream())
                    .map(word -> word.text() + (word.value().known() ? "" : "?"))
                    .collect(Collectors.joining(",")))
        .collect(Collectors.joining(" / "));
  }
}
