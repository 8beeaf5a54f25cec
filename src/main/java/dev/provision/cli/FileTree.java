package dev.provision.cli;

import dev.provision.render.RenderedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rendered files below a directory of their own. Nothing is ever deleted: the directory may hold an
 * earlier rendering of the same files and nothing else.
 */
record FileTree(Path root) {

  /**
   * Writes every file, each at once.
   *
   * @throws UsageException when something else is in the directory, or it cannot be written
   */
  void write(List<RenderedFile> files) {
    try {
      refuseForeign(files.stream().map(this::place).collect(Collectors.toSet()));
      for (RenderedFile file : files) {
        write(file);
      }
    } catch (IOException e) {
      throw new UsageException("--out: cannot write below " + root + ": " + e, e);
    }
  }

  private Path place(RenderedFile file) {
    return root.resolve(file.path().substring(1));
  }

  private void refuseForeign(Set<Path> ours) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (isLink(root)) {
      throw new UsageException("--out %s: is a link; name the directory itself".formatted(root));
    }
    try (Stream<Path> entries = Files.walk(root)) {
      List<Path> foreign =
          entries
              .filter(it -> !Files.isDirectory(it, LinkOption.NOFOLLOW_LINKS) || isLink(it))
              .filter(it -> isLink(it) || !ours.contains(it))
              .limit(1)
              .toList();
      if (!foreign.isEmpty()) {
        throw new UsageException(
            "--out %s: holds %s, which is not of this rendering; give an empty directory"
                .formatted(root, foreign.get(0)));
      }
    }
  }

  private static boolean isLink(Path path) {
    return Files.isSymbolicLink(path);
  }

  private void write(RenderedFile file) throws IOException {
    Path place = place(file);
    Files.createDirectories(place.getParent());
    Path temporary = Files.createTempFile(place.getParent(), ".", ".new");
    try {
      Files.writeString(temporary, file.content());
      Files.setPosixFilePermissions(temporary, permissions(file.mode()));
      Files.move(
          temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** The nine bits that Java knows. */
  private static Set<PosixFilePermission> permissions(String mode) {
    int bits = Integer.parseInt(mode, 8);
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      // The constants stand in the order of the bits, OWNER_READ first.
      if ((bits & (0400 >> permission.ordinal())) != 0) {
        permissions.add(permission);
      }
    }
    return permissions;
  }
}
