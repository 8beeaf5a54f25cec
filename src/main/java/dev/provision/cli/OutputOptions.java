package dev.provision.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code --format}. */
final class OutputOptions {
  private OutputOptions() {}

  /** How a result is written. */
  enum Format {
    TEXT,
    JSON,
    MARKDOWN,
    JUNIT,
    /** A page; only as a report in a file. */
    HTML,
    /** What programs take that show findings beside a source. */
    SARIF,
    /** Text, with logging commands for an Azure Pipelines agent. */
    ADO;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static void declare(CommandSpec spec, Format... offered) {
    spec.addOption(
        OptionSpec.builder("--format")
            .type(String.class)
            .paramLabel(Stream.of(offered).map(Format::toString).collect(Collectors.joining("|")))
            .description(
                List.of(offered).contains(Format.ADO)
                    ? "How to write the result: text, or ado where TF_BUILD=True."
                    : "How to write the result: text.")
            .build());
  }

  /**
   * The format asked for; on an Azure Pipelines agent commands that can speak to it do so.
   *
   * @throws UsageException when the command does not offer what was asked for
   */
  static Format format(CommandContext context, Format... offered) {
    List<Format> formats = Arrays.asList(offered);
    boolean pipeline = "True".equalsIgnoreCase(context.environment().get("TF_BUILD"));
    return context
        .option("--format")
        .map(
            text ->
                formats.stream()
                    .filter(format -> format.toString().equals(text.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new UsageException(
                                "--format %s: not one of %s".formatted(text, formats))))
        .orElse(pipeline && formats.contains(Format.ADO) ? Format.ADO : Format.TEXT);
  }
}
