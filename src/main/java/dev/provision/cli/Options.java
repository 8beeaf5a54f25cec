package dev.provision.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Options declared without annotations, whose reflection is most of the start-up otherwise. */
final class Options {
  private Options() {}

  /** An option without a value. */
  static void flag(CommandSpec spec, String name, String description) {
    spec.addOption(OptionSpec.builder(name).description(description).build());
  }

  /** An option with a value. */
  static void value(CommandSpec spec, String name, String label, String description) {
    spec.addOption(
        OptionSpec.builder(name)
            .type(String.class)
            .paramLabel(label)
            .description(description)
            .build());
  }

  /** An option that may be repeated. */
  static void values(CommandSpec spec, String name, String label, String description) {
    spec.addOption(
        OptionSpec.builder(name)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel(label)
            .description(description + " May be repeated.")
            .build());
  }

  /** Words that are no options. */
  static void words(CommandSpec spec, int least, int most, String label, String description) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0.." + (most == Integer.MAX_VALUE ? "*" : most - 1))
            .required(least > 0)
            .arity(least + ".." + (most == Integer.MAX_VALUE ? "*" : most))
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel(label)
            .description(description)
            .build());
  }
}
