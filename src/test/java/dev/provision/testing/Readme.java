package dev.provision.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** README.md as the tests see it: its fenced blocks, each with the comment before it. */
public final class Readme {
  private static final Path FILE = Path.of("README.md");
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:^<!-- ([^\\n]*) -->\\n)?^```([a-z]*)\\n(.*?)^```$",
          Pattern.MULTILINE | Pattern.DOTALL);

  private Readme() {}

  /**
   * A fenced block.
   *
   * @param mark the comment before it: {@code shell}, {@code file: NAME}, {@code transcript: demo},
   *     or empty
   * @param language after the fence
   */
  public record Block(String mark, String language, String text) {

    /** The commands after {@code $}, each with what it printed. */
    public List<Typed> typed() {
      var typed = new ArrayList<Typed>();
      for (String part : ("\n" + text).split("\n\\$ ", -1)) {
        int end = part.indexOf('\n');
        String command = end < 0 ? part : part.substring(0, end);
        String output = end < 0 ? "" : part.substring(end + 1);
        typed.add(
            new Typed(command, output.isEmpty() || output.endsWith("\n") ? output : output + "\n"));
      }
      return typed.subList(1, typed.size());
    }
  }

  /** A line that a user types, and what follows. */
  public record Typed(String command, String output) {}

  /** All of them, in order. */
  public static List<Block> blocks() {
    return blocks(FILE);
  }

  /** Those of another text for people. */
  public static List<Block> blocks(Path file) {
    var blocks = new ArrayList<Block>();
    Matcher matcher = BLOCK.matcher(text(file));
    while (matcher.find()) {
      String mark = matcher.group(1) == null ? "" : matcher.group(1);
      blocks.add(new Block(mark, matcher.group(2), matcher.group(3)));
    }
    return blocks;
  }

  /** The whole text. */
  public static String text() {
    return text(FILE);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
