package dev.provision.imports;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A file of a host.
 *
 * @param type as stat's {@code %F} says it
 * @param target of a link
 * @param owned the package that brought it; empty for what somebody put there
 * @param content of a file, and one byte more of what is longer than is read; empty when it was not
 *     read
 */
record FoundFile(
    String path,
    String type,
    String mode,
    String owner,
    String target,
    Optional<String> owned,
    Optional<byte[]> content) {
  /** As LONGEST in {@code imports/read.sh}. */
  static final int LONGEST = 262_144;

  boolean isLink() {
    return type.equals("symbolic link");
  }

  boolean isFolder() {
    return type.equals("directory");
  }

  boolean isProgram() {
    return content.filter(it -> it.length > 3 && it[0] == 127 && it[1] == 'E').isPresent();
  }

  /** The name without its folder. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The whole of it, when that is text. */
  Optional<String> text() {
    return hindrance().isPresent() ? Optional.empty() : decoded();
  }

  /** Why its text cannot be told. */
  Optional<String> hindrance() {
    if (content.isEmpty()) {
      return Optional.of(
          isLink()
              ? "is a link to " + target + ", which was not followed"
              : type.startsWith("regular") ? "could not be read" : "is a " + type);
    }
    if (content.get().length > LONGEST) {
      return Optional.of("is longer than " + LONGEST + " bytes");
    }
    return decoded().isEmpty() ? Optional.of("is not text") : Optional.empty();
  }

  private Optional<String> decoded() {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content.get())).toString();
      return Optional.of(text).filter(it -> it.indexOf('\0') < 0);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
