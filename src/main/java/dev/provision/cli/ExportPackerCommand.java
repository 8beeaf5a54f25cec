package dev.provision.cli;

import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.render.Exports;
import dev.provision.render.RenderedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** A build of Packer that bakes an image with the profile. */
final class ExportPackerCommand extends ExportTool {

  @Override
  public String name() {
    return "export packer";
  }

  @Override
  public String summary() {
    return "a build of Packer that bakes an image with the profile";
  }

  @Override
  void declareProfile(CommandSpec spec) {
    ProfileOptions.declareFile(spec);
  }

  @Override
  List<String> about() {
    return List.of(
        "packer build -only=qemu.runner DIR then boots a disk, has provision apply and",
        "verify the profile over SSH, takes away what must be each machine's own, and",
        "keeps the disk; -only=azure-arm.runner does it on Azure.");
  }

  @Override
  List<RenderedFile> files(CommandContext context, Profile profile, Path directory) {
    return Exports.packer(profile, word(context, directory));
  }

  /** The shipped one's name; of a file the way to it from the directory. */
  private static String word(CommandContext context, Path directory) {
    String given = context.option("--profile").orElseThrow();
    return ProfileLoader.file(context.directory(), given)
        .map(it -> real(directory.toAbsolutePath()).relativize(real(it)).toString())
        .orElse(given);
  }

  /** Without links on the way, as far as it is there. */
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      Path above = path.getParent();
      return above == null ? path : real(above).resolve(path.getFileName());
    }
  }
}
