package dev.provision.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A file of shell functions that becomes part of the program on the host: fixed text, shipped on
 * the class path and read by shellcheck in a test.
 *
 * @param name the resource's path without {@code .sh}, such as {@code resource/file}
 */
public record Fragment(String name) {

  /** The functions' text. */
  public String text() {
    String path = "/dev/provision/" + name + ".sh";
    try (InputStream in = Fragment.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("missing on the class path: " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
