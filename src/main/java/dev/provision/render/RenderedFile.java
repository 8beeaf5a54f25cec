package dev.provision.render;

import java.util.regex.Pattern;

/**
 * One whole file as it shall be on the host.
 *
 * @param path absolute
 * @param mode four octal digits, {@code 0644}
 * @param owner account name
 * @param group group name
 * @param content the text, UTF-8 on disk; empty or ending in a newline
 * @param syntax how a staged copy can be checked
 */
public record RenderedFile(
    String path, String mode, String owner, String group, String content, Syntax syntax) {
  private static final Pattern MODE = Pattern.compile("[0-7]{4}");

  public RenderedFile {
    if (!path.startsWith("/") || path.contains("//") || path.contains("/../")) {
      throw new IllegalArgumentException("not an absolute, plain path: " + path);
    }
    if (!MODE.matcher(mode).matches()) {
      throw new IllegalArgumentException("not a mode of four octal digits: " + mode);
    }
    if (!content.isEmpty() && !content.endsWith("\n")) {
      throw new IllegalArgumentException(path + " does not end in a newline");
    }
  }
}
