package dev.provision.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A rendering as a folder: {@code manifest.txt} with modes and owners, {@code omissions.txt}, and
 * the files below {@code files}.
 */
final class GoldenTree {
  private GoldenTree() {}

  /** Relative name to content. */
  static Map<String, String> of(Rendering rendering) {
    var tree = new TreeMap<String, String>();
    rendering.files().forEach(file -> tree.put("files" + file.path(), file.content()));
    tree.put(
        "manifest.txt",
        rendering.files().stream()
            .map(
                file ->
                    String.join(
                        " ",
                        file.mode(),
                        file.owner(),
                        file.group(),
                        file.syntax().name(),
                        file.path() + "\n"))
            .collect(Collectors.joining()));
    tree.put(
        "omissions.txt",
        rendering.omissions().stream()
            .map(omission -> omission + "\n")
            .collect(Collectors.joining()));
    return tree;
  }

  static Map<String, String> read(Path folder) {
    var tree = new TreeMap<String, String>();
    if (Files.isDirectory(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          tree.put(folder.relativize(file).toString(), Files.readString(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return tree;
  }

  static void write(Path folder, Map<String, String> tree) throws IOException {
    delete(folder);
    for (Map.Entry<String, String> file : tree.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
