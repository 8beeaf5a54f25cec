package dev.provision.lint.yaml;

import java.util.List;
import java.util.Optional;

/**
 * A text.
 *
 * @param lines of it, in their order; one only where it is not known where each is in the file
 */
public record YamlScalar(Place place, String text, List<Line> lines) implements YamlNode {
  public YamlScalar {
    lines = List.copyOf(lines);
  }

  /**
   * A line of the text.
   *
   * @param offset in the text
   * @param place in the file
   */
  public record Line(int offset, Place place) {}

  /** A text of which only the place is known. */
  public static YamlScalar of(Place place, String text) {
    return new YamlScalar(place, text, List.of(new Line(0, place)));
  }

  /** Where in the file a character of the text is, or as near to it as can be said. */
  public Place at(int offset) {
    int low = 0;
    int high = lines.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (lines.get(middle).offset() <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    Line line = lines.get(low);
    boolean whole = lines.size() > 1 || text.indexOf('\n') < 0;
    return whole
        ? new Place(
            line.place().line(), line.place().column() + Math.max(0, offset - line.offset()))
        : line.place();
  }

  @Override
  public Optional<YamlScalar> scalar() {
    return Optional.of(this);
  }
}
