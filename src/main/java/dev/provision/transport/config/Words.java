package dev.provision.transport.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The two ways in which OpenSSH cuts a line into words: keywords and the criteria of Match end at
 * blanks and at an equals sign, arguments at blanks only and with backslashes.
 */
final class Words {
  private static final String BLANKS = " \t\r\n";

  private String rest;

  /** Cuts keywords and criteria. */
  Words(String text) {
    rest = text;
  }

  /** The next word; empty at the end, and where a quote is not closed. */
  Optional<String> next() {
    rest = stripped(rest);
    if (rest.isEmpty()) {
      return Optional.empty();
    }
    int end = 0;
    while (end < rest.length() && (BLANKS + "\"=").indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    String word = rest.substring(0, end);
    if (end < rest.length() && rest.charAt(end) == '"') {
      int close = rest.indexOf('"', end + 1);
      if (close < 0) {
        return Optional.empty();
      }
      word += rest.substring(end + 1, close);
      rest = rest.substring(close + 1);
      return Optional.of(word);
    }
    rest = stripped(rest.substring(end));
    if (rest.startsWith("=")) {
      rest = stripped(rest.substring(1));
    }
    return Optional.of(word);
  }

  /** What has not been cut, without blanks before it. */
  String rest() {
    return stripped(rest);
  }

  /** The arguments up to a comment; empty when a quote is not closed. */
  static Optional<List<String>> arguments(String text) {
    var words = new ArrayList<String>();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t') {
        at++;
      } else if (c == '#') {
        break;
      } else {
        var word = new StringBuilder();
        at = argument(text, at, word);
        if (at < 0) {
          return Optional.empty();
        }
        words.add(word.toString());
      }
    }
    return Optional.of(words);
  }

  /** Where it ends; -1 when a quote is not closed. */
  private static int argument(String text, int begin, StringBuilder word) {
    char quote = 0;
    int at = begin;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
      if (c == '\\'
          && (next == '\'' || next == '"' || next == '\\' || (quote == 0 && next == ' '))) {
        word.append(next);
        at++;
      } else if (quote == 0 && (c == ' ' || c == '\t')) {
        break;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else {
        word.append(c);
      }
    }
    return quote == 0 ? at : -1;
  }

  private static String stripped(String text) {
    int begin = 0;
    while (begin < text.length() && BLANKS.indexOf(text.charAt(begin)) >= 0) {
      begin++;
    }
    return text.substring(begin);
  }
}
