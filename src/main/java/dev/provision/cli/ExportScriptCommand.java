package dev.provision.cli;

import dev.provision.engine.Maker;
import dev.provision.engine.Standalone;
import dev.provision.profile.Profile;
import dev.provision.render.Exports;
import dev.provision.render.RenderedFile;
import java.nio.file.Path;
import java.util.List;

/** A script that makes the machine that it runs on a runner, with nothing of ours there. */
final class ExportScriptCommand extends ExportTool {

  @Override
  public String name() {
    return "export script";
  }

  @Override
  public String summary() {
    return "a shell script that applies the profile wherever root runs it";
  }

  @Override
  List<String> about() {
    return List.of(
        "DIR/runner.sh is for root of a new machine, as a scale set's custom script, say.",
        "It is one apply: what a step or the verification finds wrong is taken back, and",
        "provision history and rollback see it. Run again it changes nothing. A machine",
        "that is a runner of another profile, or has the account already, is left alone:",
        "that is for provision apply.",
        "",
        "It verifies less than provision apply does: podman's storage and run root as a",
        "step sees them, the sockets and the command docker. It does not ask whether",
        "another file wins over those of the profile; provision verify does.",
        "",
        "Exit codes are those of apply: 0, 3, 4, 75; 69 when it was ended; 64 when it is",
        "not run by root, or is not whole.");
  }

  @Override
  List<RenderedFile> files(CommandContext context, Profile profile, Path directory) {
    return Exports.script(profile, Standalone.program(profile, Maker.current()));
  }
}
