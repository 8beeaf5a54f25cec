package dev.provision.lint.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Makes a tree of the parser's events, within limits. */
final class YamlTree {
  private static final int DEPTH = 100;
  private static final int NODES = 200_000;
  private static final String ANCHORS =
      "anchors and aliases are nothing that Azure Pipelines reads";

  private final List<String> lines;
  private final List<YamlProblem> problems = new ArrayList<>();
  private final List<Open> open = new ArrayList<>();
  private Optional<YamlNode> root = Optional.empty();

  /** A collection that has not ended; of a mapping, keys and values in turn. */
  private record Open(Place place, boolean mapping, List<YamlNode> parts) {}

  YamlTree(List<String> lines) {
    this.lines = lines;
  }

  YamlReading of(Iterable<Event> events) {
    int nodes = 0;
    for (Event event : events) {
      Place place = place(event.getStartMark());
      if (event instanceof DocumentEndEvent) {
        break;
      }
      if (++nodes > NODES) {
        return YamlReading.failed(place, "has more than " + NODES + " values", lines);
      }
      if (event instanceof MappingStartEvent || event instanceof SequenceStartEvent) {
        if (open.size() == DEPTH) {
          return YamlReading.failed(place, "is more than " + DEPTH + " levels deep", lines);
        }
        open.add(new Open(place, event instanceof MappingStartEvent, new ArrayList<>()));
      } else if (event instanceof MappingEndEvent || event instanceof SequenceEndEvent) {
        add(closed(open.remove(open.size() - 1)));
      } else if (event instanceof AliasEvent) {
        problems.add(new YamlProblem(place, ANCHORS));
        add(YamlScalar.of(place, ""));
      } else if (event instanceof ScalarEvent scalar) {
        add(new YamlScalar(place, scalar.getValue(), begins(scalar, place)));
      }
    }
    return new YamlReading(root, problems, lines);
  }

  private void add(YamlNode node) {
    if (open.isEmpty()) {
      root = Optional.of(node);
    } else {
      open.get(open.size() - 1).parts().add(node);
    }
  }

  private static YamlNode closed(Open it) {
    if (!it.mapping()) {
      return new YamlSequence(it.place(), it.parts());
    }
    var entries = new ArrayList<YamlMapping.Entry>();
    for (int i = 0; i + 1 < it.parts().size(); i += 2) {
      if (it.parts().get(i) instanceof YamlScalar key) {
        entries.add(new YamlMapping.Entry(key, it.parts().get(i + 1)));
      }
    }
    return new YamlMapping(it.place(), entries);
  }

  /** A literal block has its lines as the file has them; whatever is folded is where it begins. */
  private List<YamlScalar.Line> begins(ScalarEvent scalar, Place place) {
    if (scalar.getScalarStyle() != ScalarStyle.LITERAL) {
      boolean quoted = !scalar.isPlain() && scalar.getScalarStyle() != ScalarStyle.FOLDED;
      return List.of(
          new YamlScalar.Line(0, quoted ? new Place(place.line(), place.column() + 1) : place));
    }
    var found = new ArrayList<YamlScalar.Line>();
    int offset = 0;
    int line = place.line();
    for (String text : scalar.getValue().split("\n", -1)) {
      String raw = line < lines.size() ? lines.get(line) : "";
      int column = Math.max(0, raw.length() - text.length()) + 1;
      found.add(new YamlScalar.Line(offset, new Place(line + 1, column)));
      offset += text.length() + 1;
      line++;
    }
    return found;
  }

  private static Place place(Optional<Mark> mark) {
    return mark.map(it -> new Place(it.getLine() + 1, it.getColumn() + 1)).orElse(Place.START);
  }
}
