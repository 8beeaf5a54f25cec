package dev.provision.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts made of the pieces that attacks are made of, the same ones in every run. */
public final class HostileText {
  private static final String[] PIECES = {
    "#",
    "##",
    "###",
    "vso[",
    "VSO[",
    "vs",
    "o[",
    "v",
    "[",
    "]",
    "##vso[task.setvariable variable=PATH]x",
    "##[error]",
    "\r",
    "\n",
    "\r\n",
    "\t",
    " ",
    "\u001b[31m",
    "\u001b]0;title\u0007",
    "\u001b]8;;x\u001b\\",
    "\u001b(B",
    "\u001b",
    "\u009b2J",
    "\u0000",
    "\u00ad",
    "\u200b",
    "\u202e",
    "\u0085",
    "\u0488",
    "=",
    "%AZP25",
    "%25",
    "\ufeff",
    "\ufe0f",
    "\u2028",
    "\ud83d",
    "\ude00",
    "😀",
    "ä",
    "a",
    "%0A",
    "%5D",
    ";",
  };

  private final Random random;

  /**
   * Random ones.
   *
   * @param seed of which there is the same text each time
   */
  public HostileText(long seed) {
    random = new Random(seed);
  }

  /** The attacks that were thought of, from {@code hostile/texts.txt}. */
  public static List<String> known() {
    try {
      return Files.readAllLines(
              Path.of("src/test/resources/hostile/texts.txt"), StandardCharsets.UTF_8)
          .stream()
          .filter(line -> !line.startsWith("# "))
          .map(String::translateEscapes)
          .map(HostileText::unicode)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code <U+202E>} for what a file should not have in it. */
  private static String unicode(String text) {
    return Pattern.compile("<U\\+([0-9A-F]{4,6})>")
        .matcher(text)
        .replaceAll(
            it -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(it.group(1), 16))));
  }

  /** Another one. */
  public String next() {
    var text = new StringBuilder();
    int pieces = random.nextInt(24);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /** A place to cut a text. */
  public int cut(String text) {
    return random.nextInt(text.length() + 1);
  }
}
