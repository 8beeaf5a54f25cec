package dev.provision.render;

import java.util.List;
import java.util.stream.Stream;

/** Values that have broken somebody's quoting. */
final class HostileStrings {
  private HostileStrings() {}

  /** Without line breaks and control characters. */
  static Stream<String> oneLine() {
    return Stream.of(
        "",
        " ",
        " leading and trailing ",
        "plain",
        "it's",
        "''",
        "'\\''",
        "\"quoted\"",
        "\"\"\"",
        "back\\slash",
        "trailing\\",
        "\\n",
        "\\u0041",
        "$(touch /tmp/owned)",
        "`touch /tmp/owned`",
        "$HOME ${HOME} $$",
        "<#if true>${1+1}</#if>",
        "#{1}",
        "[=1]",
        "&lt;&amp;",
        "a;b|c&d>e<f",
        "!history",
        "# no comment",
        "a = b",
        "%h %% %s",
        "##vso[task.setvariable variable=x]y",
        "žluťoučký kůň 🐴 \u200b\u202e",
        "\ufeffbom",
        "é vs e\u0301",
        "20480",
        "True",
        "null",
        "x".repeat(40_000));
  }

  /** Everything that a string of a profile can hold. */
  static Stream<String> all() {
    return Stream.concat(
        oneLine(),
        List.of(
            "two\nlines",
            "\n",
            "\r\n",
            "tab\there",
            "'\n'",
            "\u0001\u001b[31m\u007f\u0085",
            "\u2028\u2029",
            "EOF\nEOF\n")
            .stream());
  }
}
