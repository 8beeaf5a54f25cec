package dev.provision.lint;

import dev.provision.lint.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files of the paths that the user named: the one place that reads. */
public final class PipelineFolder {
  private static final Set<String> NEVER = Set.of(".git", ".github", "node_modules");
  private static final int LONGEST = YamlReader.BYTES + 1;

  private final Path directory;
  private final List<Path> roots = new ArrayList<>();

  /** Those that were found, and whether the user named them. */
  private final Map<Path, Boolean> files = new LinkedHashMap<>();

  /**
   * Looks for YAML.
   *
   * @param directory where relative paths begin
   */
  public PipelineFolder(Path directory, List<Path> paths) throws IOException {
    this.directory = directory.toRealPath();
    for (Path path : paths) {
      Path real = path.toRealPath();
      if (Files.isDirectory(real)) {
        roots.add(real);
        Files.walkFileTree(real, new Finder());
      } else {
        roots.add(real.getParent());
        files.put(real, true);
      }
    }
  }

  /** In a steady order. */
  List<Path> files() {
    return List.copyOf(files.keySet());
  }

  boolean isNamed(Path file) {
    return files.getOrDefault(file, false);
  }

  /** As the user would name it. */
  String name(Path file) {
    return file.startsWith(directory) ? directory.relativize(file).toString() : file.toString();
  }

  /** A little more than is read of it at most. */
  byte[] read(Path file) {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(LONGEST);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A template, below what was named: beside the file that names it, or from the top of a folder.
   */
  Optional<Path> template(Path from, String reference) {
    for (Path base : candidates(from, reference)) {
      try {
        Path real = base.toRealPath();
        if (Files.isRegularFile(real) && roots.stream().anyMatch(real::startsWith)) {
          return Optional.of(real);
        }
      } catch (IOException e) {
        // Not there: the next place.
      }
    }
    return Optional.empty();
  }

  private List<Path> candidates(Path from, String reference) {
    var found = new ArrayList<Path>();
    try {
      if (reference.startsWith("/")) {
        roots.forEach(root -> found.add(root.resolve(reference.substring(1))));
      } else {
        found.add(from.resolveSibling(reference));
      }
    } catch (InvalidPathException e) {
      return List.of();
    }
    return found;
  }

  private final class Finder extends SimpleFileVisitor<Path> {
    private final List<Path> seen = new ArrayList<>();
    private int depth;

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (depth > 0 && NEVER.contains(folder.getFileName().toString())) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      depth++;
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
      if (attributes.isRegularFile() && (name.endsWith(".yml") || name.endsWith(".yaml"))) {
        seen.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) {
      depth--;
      if (depth == 0) {
        seen.stream().sorted().forEach(it -> files.putIfAbsent(it, false));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
