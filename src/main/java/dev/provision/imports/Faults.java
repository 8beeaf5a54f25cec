package dev.provision.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.provision.containers.NamedText;
import dev.provision.containers.UnreadableException;
import dev.provision.profile.TomlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a file that podman refuses is wrong, as closely as can be told. */
final class Faults {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern OF_TOML = Pattern.compile("line: ([0-9]+), column: ([0-9]+)");

  private Faults() {}

  /** Without the place. */
  static String message(UnreadableException e) {
    return e.getMessage().substring(e.place().toString().length() + 2);
  }

  static String placeInJson(UnreadableException e, NamedText file) {
    try (JsonParser parser = JSON.createParser(file.text())) {
      while (parser.nextToken() != null) {
        // To the first that is none.
      }
      return e.place().toString();
    } catch (JsonProcessingException it) {
      JsonLocation at = it.getLocation();
      return at == null
          ? e.place().toString()
          : file.path() + ":" + at.getLineNr() + ":" + at.getColumnNr();
    } catch (IOException it) {
      throw new UncheckedIOException(it);
    }
  }

  static String placeInToml(UnreadableException e, List<NamedText> files) {
    return files.stream()
        .filter(file -> file.path().equals(e.place().file()))
        .findFirst()
        .flatMap(file -> placeInToml(file).filter(it -> it.startsWith(e.place() + ":")))
        .orElse(e.place().toString());
  }

  /** File, line and column; empty where it is TOML. */
  static java.util.Optional<String> placeInToml(NamedText file) {
    try {
      TomlText.parse(file.text());
      return java.util.Optional.empty();
    } catch (IllegalArgumentException e) {
      Matcher at = OF_TOML.matcher(String.valueOf(e.getMessage()));
      return java.util.Optional.of(
          at.find() ? file.path() + ":" + at.group(1) + ":" + at.group(2) : file.path());
    }
  }
}
