package dev.provision.cli;

import dev.provision.engine.Maker;
import dev.provision.engine.Standalone;
import dev.provision.profile.Profile;
import dev.provision.render.Exports;
import dev.provision.render.RenderedFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** User data of a machine that makes itself a runner when it boots for the first time. */
final class ExportCloudInitCommand extends ExportTool {
  /** In bytes; osProfile.customData of Azure's virtual machines. */
  private static final int LONGEST = 65535;

  @Override
  public String name() {
    return "export cloud-init";
  }

  @Override
  public String summary() {
    return "user data with which a new machine applies the profile by itself";
  }

  @Override
  List<String> about() {
    return List.of(
        "DIR/user-data is for cloud-init: az vm create --custom-data DIR/user-data, say.",
        "The script of provision export script is run once, as root, at the end of the",
        "first boot; /var/log/provision.log tells how it went, and when it failed cloud-init",
        "status says error. provision help export script tells what it verifies, and which",
        "machines it leaves alone.");
  }

  @Override
  List<RenderedFile> files(CommandContext context, Profile profile, Path directory) {
    return Exports.cloudInit(profile, Standalone.program(profile, Maker.current()));
  }

  @Override
  Optional<String> advice(List<RenderedFile> files) {
    return files.stream()
        .map(file -> file.content().getBytes(StandardCharsets.UTF_8).length)
        .filter(length -> length > LONGEST)
        .findFirst()
        .map(
            length ->
                "user-data has %d bytes and Azure takes %d; let the first boot fetch the script of"
                        .formatted(length, LONGEST)
                    + " provision export script");
  }
}
