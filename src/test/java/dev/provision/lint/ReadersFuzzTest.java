package dev.provision.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.lint.docker.DockerCall;
import dev.provision.lint.expression.Condition;
import dev.provision.lint.expression.Expressions;
import dev.provision.lint.expression.Scope;
import dev.provision.lint.expression.Value;
import dev.provision.lint.shell.ShellCommand;
import dev.provision.lint.shell.ShellReader;
import dev.provision.lint.shell.Word;
import dev.provision.lint.yaml.YamlReader;
import dev.provision.lint.yaml.YamlReading;
import dev.provision.testing.Fuzz;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Readers take any text, end, and tell places that are within it. */
class ReadersFuzzTest {
  private static final String[] PIECES = {
    "docker",
    " ",
    " ",
    "\n",
    "run",
    "-it",
    "--link",
    "=",
    "'",
    "\"",
    "\\",
    "$(",
    ")",
    "${",
    "}",
    "${{",
    "}}",
    "$[",
    "]",
    "`",
    "#",
    "<<",
    "EOF",
    "|",
    "&",
    ";",
    "(",
    "(",
    "[[",
    "case",
    "esac",
    "if",
    "then",
    "x=1",
    "$x",
    "\0",
    "\t",
    "\r",
    "é",
    "\ud83d",
    "a",
    "$(a)",
    "parameters.a",
    ">",
    "<(",
  };

  private static final Scope SCOPE =
      new Scope(Map.of("a", Value.of("docker 'x")), Map.of("a", Value.of("$(a)")), Set.of("a"));

  @Test
  void conditions() {
    Fuzz.seeds(20_000, seed -> assertThat(Condition.of(text(seed), SCOPE)).isNotNull());
    String deep = "not(".repeat(100_000);
    assertThat(Condition.of(deep, SCOPE)).isEmpty();
    assertThat(Condition.of("'" + "''".repeat(300_000), SCOPE)).isEmpty();
  }

  @Test
  void shells() {
    Fuzz.seeds(
        20_000,
        seed -> {
          String text = text(seed);
          int last = -1;
          for (ShellCommand command : ShellReader.read(text, SCOPE)) {
            assertThat(command.offset()).isGreaterThan(last);
            last = command.offset();
            for (Word word : command.words()) {
              assertThat(word.offset()).isBetween(0, text.length() - 1);
            }
            var call = new DockerCall("run", command.words(), List.of(), false, 0, offset -> null);
            assertThat(call.parsed().operands().size() + call.parsed().options().size())
                .isLessThanOrEqualTo(text.length());
          }
        });
  }

  @Test
  void expressions() {
    Fuzz.seeds(
        20_000,
        seed -> {
          String text = text(seed);
          Value value = Expressions.resolve(text, SCOPE);
          assertThat(value.known() && text.indexOf('$') < 0 ? value.text() : text).isEqualTo(text);
        });
  }

  @Test
  void yaml() {
    Fuzz.seeds(
        5_000,
        seed -> {
          var random = new Random(seed);
          byte[] bytes = new byte[random.nextInt(200)];
          String alphabet = "-:?[]{}#&*!|>'\"%@` \n\n\t\rab0.,~<=\\\u00e9\u0000";
          for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
          }
          YamlReading reading = YamlReader.read(bytes);
          reading
              .problems()
              .forEach(
                  it -> {
                    assertThat(it.message()).isNotEmpty();
                    assertThat(it.place().line()).isPositive();
                    assertThat(it.place().column()).isPositive();
                  });
        });
  }

  private static String text(long seed) {
    var random = new Random(seed);
    var text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
