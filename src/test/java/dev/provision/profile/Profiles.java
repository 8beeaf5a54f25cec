package dev.provision.profile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;

/** Profiles from text, for tests. */
final class Profiles {
  private Profiles() {}

  /** The profile of a text. */
  static Profile of(String toml) {
    var source = new ProfileSource.InFile(Path.of("x.toml"), "x.toml");
    ObjectNode tree =
        (ObjectNode)
            Toml.tree(toml)
                .orElseThrow(
                    () ->
                        new InvalidProfileException(
                            List.of(new Problem("x.toml", "is no TOML", "correct it"))));
    return ProfileLoader.bind("x", tree, new Origins(source));
  }

  /** What is wrong with the profile of a text; nothing where it is sound. */
  static List<Problem> problems(String toml) {
    try {
      of(toml);
      return List.of();
    } catch (InvalidProfileException e) {
      return e.problems();
    }
  }
}
