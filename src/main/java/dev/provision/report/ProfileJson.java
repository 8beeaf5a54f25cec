package dev.provision.report;

import dev.provision.Sha256;
import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Problem;
import dev.provision.profile.Profile;
import dev.provision.render.RenderedFile;
import dev.provision.render.Rendering;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The same as {@link ResultsJson}, of commands that need nothing but a profile. */
public final class ProfileJson {
  private ProfileJson() {}

  /**
   * {@link JsonShapes#RENDER}.
   *
   * @param directory where the files were written
   */
  public static Map<String, ?> render(
      String profile,
      Optional<PodmanVersion> podman,
      Optional<String> directory,
      Rendering rendering) {
    return Members.of(
        "profile",
        profile,
        "podman",
        podman.map(PodmanVersion::toString),
        "directory",
        directory,
        "files",
        rendering.files().stream().map(ProfileJson::file).toList(),
        "omissions",
        rendering.omissions().stream()
            .map(omission -> Members.of("key", omission.key(), "reason", omission.reason()))
            .toList());
  }

  /** {@link JsonShapes#EXPORT}. */
  public static Map<String, ?> export(String profile, String directory, List<RenderedFile> files) {
    return Members.of(
        "profile",
        profile,
        "directory",
        directory,
        "files",
        files.stream()
            .map(
                it -> Members.of("path", it.path().substring(1), "sha256", Sha256.of(it.content())))
            .toList());
  }

  /** {@link JsonShapes#VALIDATE}, for a sound profile. */
  public static Map<String, ?> valid(Profile profile) {
    return Members.of("profile", profile.name(), "description", profile.description());
  }

  /** An unsound profile's error document also has {@code problems: [{place, message, remedy}]}. */
  public static Map<String, ?> problems(List<Problem> problems) {
    return Members.of(
        "problems",
        problems.stream()
            .map(
                problem ->
                    Members.of(
                        "place",
                        problem.place(),
                        "message",
                        problem.message(),
                        "remedy",
                        problem.remedy()))
            .toList());
  }

  private static Map<String, Object> file(RenderedFile file) {
    return Members.of(
        "path",
        file.path(),
        "mode",
        file.mode(),
        "owner",
        file.owner(),
        "group",
        file.group(),
        "sha256",
        Sha256.of(file.content()));
  }
}
