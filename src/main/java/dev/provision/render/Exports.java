package dev.provision.render;

import dev.provision.profile.Profile;
import java.util.List;
import java.util.Map;

/** Files for other tools that make runners with a profile. */
public final class Exports {
  private Exports() {}

  /**
   * A build of Packer, for Azure and for qemu.
   *
   * @param word what {@code --profile} is to be in a folder of these files
   */
  public static List<RenderedFile> packer(Profile profile, String word) {
    return List.of(
        packer("/deprovision.sh", Syntax.SHELL, profile, word),
        packer("/plugins.pkr.hcl", Syntax.NONE, profile, word),
        packer("/provision.sh", Syntax.SHELL, profile, word),
        packer("/runner.pkr.hcl", Syntax.NONE, profile, word));
  }

  private static RenderedFile packer(String path, Syntax syntax, Profile profile, String word) {
    String text = Templates.PACKER.print(path, Map.of("profile", profile, "word", word));
    String mode = syntax == Syntax.SHELL ? "0755" : "0644";
    return new RenderedFile(path, mode, "root", "root", text, syntax);
  }
}
