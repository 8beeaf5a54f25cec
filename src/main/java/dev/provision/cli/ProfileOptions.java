package dev.provision.cli;

import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code --profile} and {@code --set}. */
final class ProfileOptions {
  private ProfileOptions() {}

  static void declare(CommandSpec spec) {
    declareFile(spec);
    declareSet(spec);
  }

  /** Where nothing can be overridden. */
  static void declareFile(CommandSpec spec) {
    declareFile(spec, true);
  }

  /** Where another option may stand in for it. */
  static void declareOptional(CommandSpec spec) {
    declareFile(spec, false);
    declareSet(spec);
  }

  private static void declareFile(CommandSpec spec, boolean required) {
    spec.addOption(
        OptionSpec.builder("--profile")
            .type(String.class)
            .paramLabel("NAME|FILE")
            .required(required)
            .description(
                "Profile: a name, looked up in profiles/ here and then among the shipped"
                    + " ones, or a file with a slash in its name.")
            .build());
  }

  private static void declareSet(CommandSpec spec) {
    Options.values(spec, "--set", "KEY=VALUE", "Override one key of the profile.");
  }

  static Profile load(CommandContext context) {
    return ProfileLoader.load(
        context.directory(), context.option("--profile").orElseThrow(), context.options("--set"));
  }
}
