package dev.provision.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Expected texts as files, named by their case; {@code make golden} ({@code -Dgolden.update=true})
 * writes them anew.
 */
public final class Golden {
  private static final Path ROOT = Path.of("src", "test", "resources");
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  private Golden() {}

  /**
   * Compares a text with its file.
   *
   * @param name below src/test/resources
   */
  public static void check(String name, String actual) {
    Path file = ROOT.resolve(name);
    try {
      if (UPDATE) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, actual);
      }
      assertThat(actual).as(name).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": make golden writes it", e);
    }
  }
}
