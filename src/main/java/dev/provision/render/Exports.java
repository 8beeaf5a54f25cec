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

  /**
   * A pipeline that looks at a fleet each night.
   *
   * @param word what {@code --profile} is to be in a repository with this file
   */
  public static List<RenderedFile> pipeline(Profile profile, String word) {
    String path = "/drift.yml";
    String text = Templates.PIPELINE.print(path, Map.of("profile", profile, "word", word));
    return List.of(new RenderedFile(path, "0644", "root", "root", text, Syntax.NONE));
  }

  /**
   * A program that makes the machine that it runs on a runner.
   *
   * @param program POSIX shell
   */
  public static List<RenderedFile> script(Profile profile, String program) {
    return List.of(
        new RenderedFile(
            "/runner.sh", "0755", "root", "root", text(profile, program), Syntax.SHELL));
  }

  /**
   * User data of a machine that runs the same program when it boots for the first time.
   *
   * @param program POSIX shell
   */
  public static List<RenderedFile> cloudInit(Profile profile, String program) {
    String text =
        Templates.CLOUD_INIT.print("/user-data", Map.of("script", text(profile, program)));
    return List.of(new RenderedFile("/user-data", "0644", "root", "root", text, Syntax.NONE));
  }

  private static String text(Profile profile, String program) {
    return Templates.SCRIPT.print(
        "/runner.sh", Map.of("digest", profile.digest(), "packed", Packed.of(program)));
  }

  private static RenderedFile packer(String path, Syntax syntax, Profile profile, String word) {
    String text = Templates.PACKER.print(path, Map.of("profile", profile, "word", word));
    String mode = syntax == Syntax.SHELL ? "0755" : "0644";
    return new RenderedFile(path, mode, "root", "root", text, syntax);
  }
}
