package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.profile.ProfileLoader;
import dev.provision.render.Exports;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** A build of Packer that bakes an image with the profile. */
final class ExportPackerCommand implements Command {

  @Override
  public String name() {
    return "export packer";
  }

  @Override
  public String summary() {
    return "a build of Packer that bakes an image with the profile";
  }

  @Override
  public void declare(CommandSpec spec) {
    ExportFiles.declare(
        spec,
        "packer build -only=qemu.runner DIR then boots a disk, has provision apply and",
        "verify the profile over SSH, takes away what must be each machine's own, and",
        "keeps the disk; -only=azure-arm.runner does it on Azure. JSON:");
  }

  @Override
  public ExitCode run(CommandContext context) {
    return ExportFiles.run(
        context, (profile, directory) -> Exports.packer(profile, word(context, directory)));
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
