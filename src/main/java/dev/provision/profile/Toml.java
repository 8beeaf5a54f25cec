package dev.provision.profile;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import com.fasterxml.jackson.dataformat.toml.TomlReadFeature;
import java.util.List;
import java.util.Optional;

/** TOML to a tree; the only place that knows Jackson's TOML. */
final class Toml {
  /** Dates become nodes of their own, so that no date passes for a string. */
  private static final TomlMapper MAPPER =
      TomlMapper.builder().enable(TomlReadFeature.PARSE_JAVA_TIME).build();

  private static final int LARGEST = 1 << 20;

  private Toml() {}

  /** The tree of a file; empty, with a problem, where it is no TOML. */
  static Optional<ObjectNode> read(ProfileSource source, List<Problem> problems) {
    SourceText text = SourceText.read(source, LARGEST);
    if (text.problem() != null) {
      problems.add(new Problem(source.display(), text.problem(), text.remedy()));
      return Optional.empty();
    }
    try {
      return Optional.of((ObjectNode) MAPPER.readTree(text.content()));
    } catch (StreamConstraintsException e) {
      problems.add(
          new Problem(source.display(), "is nested too deeply", "profiles need six levels"));
      return Optional.empty();
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String place =
          at == null
              ? source.display()
              : source.display() + ":" + at.getLineNr() + ":" + at.getColumnNr();
      problems.add(
          new Problem(
              place, "is no TOML: " + e.getOriginalMessage(), "correct the file; see toml.io"));
      return Optional.empty();
    }
  }

  /** The tree of a text; empty where it is no TOML. */
  static Optional<JsonNode> tree(String text) {
    try {
      return Optional.of(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** A single value; empty where the text is none. */
  static Optional<JsonNode> value(String text) {
    return tree("value = " + text).filter(tree -> tree.size() == 1).map(tree -> tree.get("value"));
  }
}
