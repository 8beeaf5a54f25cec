package dev.provision.lint.yaml;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading a file.
 *
 * @param root empty where the file is, and where it could not be read
 * @param lines of the file, as they are
 */
public record YamlReading(Optional<YamlNode> root, List<YamlProblem> problems, List<String> lines) {
  public YamlReading {
    problems = List.copyOf(problems);
    lines = List.copyOf(lines);
  }

  static YamlReading failed(Place place, String message, List<String> lines) {
    return new YamlReading(Optional.empty(), List.of(new YamlProblem(place, message)), lines);
  }
}
