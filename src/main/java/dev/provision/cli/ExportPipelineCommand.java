package dev.provision.cli;

import dev.provision.profile.Profile;
import dev.provision.render.Exports;
import dev.provision.render.RenderedFile;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** A pipeline that looks at the runners each night. */
final class ExportPipelineCommand extends ExportTool {

  @Override
  public String name() {
    return "export pipeline";
  }

  @Override
  public String summary() {
    return "a nightly pipeline that compares a scale set with the profile";
  }

  @Override
  void declareProfile(CommandSpec spec) {
    ProfileOptions.declareFile(spec);
  }

  @Override
  List<String> about() {
    return List.of(
        "DIR/drift.yml is for a repository of Azure Repos: at two in the night it asks Azure",
        "which instances the scale set has, compares them, says what is new since the night",
        "before, and publishes test results and a page. A profile of your own is a file in the",
        "same repository: give its path from there.");
  }

  /** As it was given: whoever runs the pipeline stands at the top of the repository. */
  @Override
  List<RenderedFile> files(CommandContext context, Profile profile, Path directory) {
    return Exports.pipeline(profile, context.option("--profile").orElseThrow());
  }
}
