package dev.provision.render;

import java.util.List;

/**
 * Values in a Quadlet's [Container] that only podman's generator can make something of: names of
 * other Quadlet files, and of files beside this one.
 */
final class GeneratorOnly {
  private static final List<String> FILES =
      List.of(".volume", ".network", ".container", ".image", ".build");

  private GeneratorOnly() {}

  static boolean knows(String key, String value) {
    return switch (key) {
      case "Volume", "Network" -> isFile(value.split(":", 2)[0]);
      case "Image" -> isQuadlet(value);
      case "Mount" ->
          List.of(value.replace("\"", "").split(",")).stream()
              .filter(part -> part.matches("(?:source|src)=.*"))
              .map(part -> part.substring(part.indexOf('=') + 1))
              .anyMatch(GeneratorOnly::isFile);
      case "EnvironmentFile" -> words(value).stream().anyMatch(word -> !word.matches("[/%].*"));
      // Whether there is such a device it sees at each boot.
      case "AddDevice" -> words(value).stream().anyMatch(word -> word.startsWith("-"));
      default -> false;
    };
  }

  /** None where quotes do not close, which is told elsewhere. */
  private static List<String> words(String value) {
    try {
      return UnitWords.split(value);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  private static boolean isFile(String name) {
    return isQuadlet(name) || name.startsWith(".");
  }

  private static boolean isQuadlet(String name) {
    return !name.contains("/") && FILES.stream().anyMatch(name::endsWith);
  }
}
