package dev.provision.transport.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a file of ssh_config(5) and all that it includes. */
final class ConfigReader {
  /** READCONF_MAX_DEPTH of OpenSSH. */
  private static final int DEEPEST = 16;

  private static final int LONGEST = 1024 * 1024;

  private final Path home;

  /** Where {@code ~} leads. */
  ConfigReader(Path home) {
    this.home = home;
  }

  /**
   * Reads.
   *
   * @throws InvalidSshConfigException when a file cannot be read, or a line of it not be cut
   */
  ConfigFile read(Path file) {
    return read(file, file.toString(), 0);
  }

  private ConfigFile read(Path file, String wantedBy, int depth) {
    if (depth > DEEPEST) {
      throw new InvalidSshConfigException(
          wantedBy, "files include each other more than 16 deep", "remove the circle");
    }
    var entries = new ArrayList<ConfigFile.Entry>();
    int number = 0;
    for (String text : text(file, wantedBy).split("\n", -1)) {
      number++;
      ConfigLine.parse(file + ":" + number, text)
          .ifPresent(
              line ->
                  entries.add(
                      new ConfigFile.Entry(
                          line,
                          line.keyword().equals("include") ? included(line, depth) : List.of())));
    }
    return new ConfigFile(entries);
  }

  private List<ConfigFile> included(ConfigLine line, int depth) {
    var files = new ArrayList<ConfigFile>();
    for (String pattern : line.arguments()) {
      if (pattern.isEmpty() || (pattern.startsWith("~") && !pattern.startsWith("~/"))) {
        throw line.unsupported("has \"" + pattern + "\", the path of nobody that is known here");
      }
      // As ssh does in a user's file: what is relative is in ~/.ssh, wherever the file is.
      String below = pattern.startsWith("~/") ? pattern.substring(2) : ".ssh/" + pattern;
      Path path = pattern.startsWith("/") ? Path.of(pattern) : home.resolve(below);
      for (Path file : PathPattern.files(path)) {
        if (!Files.isDirectory(file)) {
          files.add(read(file, line.place(), depth + 1));
        }
      }
    }
    return files;
  }

  private static String text(Path file, String wantedBy) {
    try {
      if (Files.size(file) > LONGEST) {
        throw new InvalidSshConfigException(
            wantedBy, file + " is longer than 1 MiB", "give a file of ssh_config(5)");
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new InvalidSshConfigException(
          wantedBy, "cannot be read (" + e + ")", "give a file of ssh_config(5)");
    }
  }
}
