package dev.provision.resource;

import dev.provision.plan.Answer;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A path as it stands on a host; the answer of {@code observe_file}.
 *
 * @param type as stat's {@code %F} says it: {@code regular file}, {@code directory}, ...; {@code
 *     absent} when there is nothing
 * @param mode four octal digits
 * @param content of a file, or the target of a link; not more than the first MiB
 */
record SeenFile(String type, String mode, String owner, String group, byte[] content) {
  private static final Fragment FRAGMENT = new Fragment("resource/file");

  /** {@code observe_file} sends one byte more of what is longer. */
  private static final int LONGEST = 1024 * 1024;

  private static final SeenFile ABSENT = new SeenFile("absent", "", "", "", new byte[0]);

  static Fact fact(String path) {
    return Fact.asRoot(FRAGMENT, "observe_file", path);
  }

  static SeenFile parse(Answer answer) {
    byte[] bytes = answer.bytes();
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    String[] head = new String(bytes, 0, end, StandardCharsets.UTF_8).split("\\|", -1);
    if (head.length < 5) {
      return ABSENT;
    }
    byte[] content = Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length);
    return new SeenFile(head[0], head[1], head[2], head[3], content);
  }

  boolean absent() {
    return type.equals("absent");
  }

  boolean isFile() {
    return type.startsWith("regular");
  }

  boolean isFolder() {
    return type.equals("directory");
  }

  /** Content as text, malformed UTF-8 replaced. */
  String text() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** Whether {@link #text()} is all of the content, and nothing but it. */
  boolean isWholeText() {
    return content.length <= LONGEST
        && Arrays.equals(text().getBytes(StandardCharsets.UTF_8), content);
  }

  /** What differs in access, as people read it; empty when nothing does. */
  String accessDifference(String wantedMode, String wantedOwner, String wantedGroup) {
    var difference = new StringBuilder();
    if (!mode.equals(wantedMode)) {
      difference.append("mode ").append(mode).append(" -> ").append(wantedMode);
    }
    if (!owner.equals(wantedOwner) || !group.equals(wantedGroup)) {
      difference.append(difference.isEmpty() ? "" : ", ");
      difference.append("owner ").append(owner).append(':').append(group);
      difference.append(" -> ").append(wantedOwner).append(':').append(wantedGroup);
    }
    return difference.toString();
  }
}
