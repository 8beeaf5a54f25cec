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
    spec.addOption(
        OptionSpec.builder("--profile")
            .type(String.class)
            .paramLabel("NAME|FILE")
            .required(true)
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
