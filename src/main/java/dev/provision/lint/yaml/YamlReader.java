package dev.provision.lint.yaml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the first document of a file. */
public final class YamlReader {
  /** More than any pipeline has: the service takes 100 files that make 10 MB together. */
  public static final int BYTES = 1 << 20;

  private YamlReader() {}

  /** Never throws, whatever the bytes. */
  public static YamlReading read(byte[] bytes) {
    if (bytes.length > BYTES) {
      return YamlReading.failed(Place.START, "is longer than " + BYTES + " bytes", List.of());
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return YamlReading.failed(Place.START, "is not UTF-8", List.of());
    }
    return read(text.startsWith("\ufeff") ? text.substring(1) : text);
  }

  private static YamlReading read(String text) {
    List<String> lines = List.of(text.split("\r\n|[\r\n]", -1));
    var tree = new YamlTree(lines);
    try {
      LoadSettings settings =
          LoadSettings.builder().setCodePointLimit(BYTES).setUseMarks(true).build();
      return tree.of(new Parse(settings).parseString(text));
    } catch (MarkedYamlEngineException e) {
      Place place =
          e.getProblemMark()
              .map(mark -> new Place(mark.getLine() + 1, mark.getColumn() + 1))
              .orElse(Place.START);
      return YamlReading.failed(place, e.getProblem(), lines);
    } catch (ReaderException e) {
      return YamlReading.failed(
          place(text, e.getPosition()),
          "has a character that YAML forbids, %04X".formatted(e.getCodePoint()),
          lines);
    } catch (YamlEngineException | IndexOutOfBoundsException | NumberFormatException e) {
      // The parser of 3.0.1 has no message of its own for some of what is malformed.
      return YamlReading.failed(Place.START, "is not YAML", lines);
    }
  }

  private static Place place(String text, int position) {
    String before = text.substring(0, Math.max(0, Math.min(position, text.length())));
    int line = (int) before.chars().filter(c -> c == '\n').count();
    return new Place(line + 1, before.length() - before.lastIndexOf('\n'));
  }
}
