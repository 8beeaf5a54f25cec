package dev.provision.profile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;

/** The text of a source, or what is wrong with it. */
record SourceText(String content, String problem, String remedy) {

  /** Reads strictly: of limited size, UTF-8, without a byte order mark. */
  static SourceText read(ProfileSource source, int limit) {
    byte[] bytes;
    try {
      bytes = source.read(limit);
    } catch (NoSuchFileException e) {
      return refused("does not exist", "create it, or correct the path");
    } catch (IOException e) {
      return refused(
          "cannot be read (" + e.getClass().getSimpleName() + ")", "make it a readable file");
    }
    if (bytes.length > limit) {
      return refused("is larger than " + limit / 1024 + " KiB", "make it smaller");
    }
    if (bytes.length >= 3
        && bytes[0] == (byte) 0xef
        && bytes[1] == (byte) 0xbb
        && bytes[2] == (byte) 0xbf) {
      return refused("starts with a byte order mark", "save it as UTF-8 without BOM");
    }
    return decode(ByteBuffer.wrap(bytes));
  }

  private static SourceText decode(ByteBuffer bytes) {
    try {
      String content =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(bytes)
              .toString();
      return new SourceText(content, null, null);
    } catch (CharacterCodingException e) {
      return refused("is not UTF-8 at byte " + (bytes.position() + 1), "save it as UTF-8");
    }
  }

  private static SourceText refused(String problem, String remedy) {
    return new SourceText("", problem, remedy);
  }
}
