package dev.provision.cli;

import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code --profile} and {@code --set}. */
final class ProfileOptions {
  private ProfileOptions() {}

  static void declare(CommandSpec spec) {
    declare(spec, true);
  }

  /** Where another option may stand in for it. */
  static void declareOptional(CommandSpec spec) {
    declare(spec, false);
  }

  private static void declare(CommandSpec spec, boolean required) {
    spec.addOption(
        OptionSpec.builder("--profile")
            .type(String.class)
            .paramLabel("NAME|FILE")
            .required(required)
            .description(
                "Profile: a name, looked up in profiles/ here and then among the shipped"
                    + " ones, or a file with a slash in its name.")
            .build());
    Options.values(spec, "--set", "KEY=VALUE", "Override one key of the profile.");
  }

  static Profile load(CommandContext context) {
    return ProfileLoader.load(
        context.directory(),
        context.option("--profile").orElseThrow(),
        context.options().matchedOptionValue("--set", List.of()));
  }
}
