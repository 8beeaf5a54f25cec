package dev.provision.render;

import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The profiles that are shipped, all of them. */
final class Shipped {
  private static final Path PROFILES = Path.of("profiles");

  private Shipped() {}

  static List<Profile> profiles() {
    return names().stream().map(name -> ProfileLoader.load(name, List.of())).toList();
  }

  static List<String> names() {
    try (var files = Files.list(PROFILES)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".toml"))
              .map(name -> name.substring(0, name.length() - ".toml".length()))
              .sorted()
              .toList();
      if (names.isEmpty()) {
        throw new IllegalStateException("no profile is shipped");
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
