package dev.provision.lint.docker;

import dev.provision.lint.expression.Value;
import dev.provision.lint.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Options, then operands, as {@code docker run} and {@code docker build} read them. A word that is
 * not known ends what is known.
 *
 * @param operands the words that are no options, and those behind the first where options end there
 */
public record DockerArguments(List<Option> options, List<Word> operands) {
  /** Of run, create, build, pull and push; all others have a value. */
  private static final Set<String> WITHOUT_VALUE =
      Set.of(
          "--all-tags",
          "--check",
          "--compress",
          "--debug",
          "--detach",
          "--disable-content-trust",
          "--force-rm",
          "--help",
          "--init",
          "--interactive",
          "--load",
          "--no-cache",
          "--no-healthcheck",
          "--oom-kill-disable",
          "--privileged",
          "--publish-all",
          "--push",
          "--quiet",
          "--read-only",
          "--rm",
          "--sig-proxy",
          "--squash",
          "--tty",
          "--use-api-socket");

  /** Of run and create; of the others {@code -t} is a tag. */
  private static final String SHORT_OF_CONTAINERS = "ditqP";

  private static final String SHORT_OF_OTHERS = "aqD";

  public DockerArguments {
    options = List.copyOf(options);
    operands = List.copyOf(operands);
  }

  /**
   * An option.
   *
   * @param name with its hyphens
   * @param value the word that has it, that of the name where both are one
   */
  public record Option(String name, Value value, Word word) {}

  /** All values of an option. */
  public Stream<Option> named(String... names) {
    return options.stream().filter(it -> List.of(names).contains(it.name()));
  }

  /**
   * Takes words apart.
   *
   * @param mixed whether options may stand behind operands: not where those are another's command
   */
  static DockerArguments parse(List<Word> words, boolean mixed) {
    var options = new ArrayList<Option>();
    var operands = new ArrayList<Word>();
    int i = 0;
    while (i < words.size()) {
      Word word = words.get(i);
      String text = word.text();
      int equals = text.indexOf('=');
      if (mixed && word.value().known() && (!text.startsWith("-") || text.equals("-"))) {
        operands.add(word);
        i++;
        continue;
      }
      if (!text.startsWith("-") || text.equals("-") || (!word.value().known() && equals < 0)) {
        break;
      }
      i++;
      if (text.equals("--")) {
        break;
      }
      if (equals > 0 && text.startsWith("--")) {
        options.add(
            new Option(
                text.substring(0, equals),
                new Value(text.substring(equals + 1), word.value().known()),
                word));
      } else if (text.startsWith("--")) {
        Optional<Value> value = Optional.empty();
        if (!WITHOUT_VALUE.contains(text) && !isPullOfBuild(text, words, i) && i < words.size()) {
          value = Optional.of(words.get(i++).value());
        }
        options.add(new Option(text, value.orElse(Value.of("true")), word));
      } else {
        i = shorts(word, words, i, mixed ? SHORT_OF_OTHERS : SHORT_OF_CONTAINERS, options);
      }
    }
    operands.addAll(words.subList(i, words.size()));
    return new DockerArguments(options, operands);
  }

  /** {@code docker build --pull} has no value, {@code docker run --pull always} has. */
  private static boolean isPullOfBuild(String text, List<Word> words, int next) {
    return text.equals("--pull")
        && (next == words.size()
            || !Set.of("always", "missing", "never").contains(words.get(next).text()));
  }

  /** {@code -itv /a:/b}: the first letter that has a value takes what is left, or the next word. */
  private static int shorts(
      Word word, List<Word> words, int next, String withoutValue, List<Option> options) {
    String text = word.text();
    for (int j = 1; j < text.length(); j++) {
      String name = "-" + text.charAt(j);
      if (withoutValue.indexOf(text.charAt(j)) >= 0) {
        options.add(new Option(name, Value.of("true"), word));
      } else if (j + 1 < text.length()) {
        options.add(new Option(name, new Value(text.substring(j + 1), word.value().known()), word));
        return next;
      } else {
        boolean last = next == words.size();
        options.add(new Option(name, last ? Value.UNKNOWN : words.get(next).value(), word));
        return last ? next : next + 1;
      }
    }
    return next;
  }
}
