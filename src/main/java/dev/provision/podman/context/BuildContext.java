package dev.provision.podman.context;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder to build from.
 *
 * @param folder its files are sent
 * @param containerfile the instructions, in the folder or anywhere else
 * @param ignored what is not sent
 */
public record BuildContext(Path folder, Path containerfile, IgnoreRules ignored) {
  /** Under which name instructions are sent that lie outside of the folder. */
  private static final String FOREIGN = ".provision.Containerfile";

  private static final List<String> NAMES = List.of("Containerfile", "Dockerfile");
  private static final List<String> IGNORE_FILES = List.of(".containerignore", ".dockerignore");

  /**
   * What was sent.
   *
   * @param files files, folders and links
   * @param bytes of the archive
   */
  public record Sent(int files, long bytes) {}

  /**
   * Looks at a folder.
   *
   * @param containerfile the instructions; empty for the folder's Containerfile or Dockerfile
   * @throws ContextException when there are none, or what is to be ignored is not clear
   */
  public static BuildContext of(Path folder, Optional<Path> containerfile) {
    if (!Files.isDirectory(folder)) {
      throw new ContextException(folder + ": not a folder to build from");
    }
    Path instructions =
        containerfile.orElseGet(
            () ->
                NAMES.stream()
                    .map(folder::resolve)
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new ContextException(
                                folder
                                    + ": neither a Containerfile nor a Dockerfile in it; name one"
                                    + " with --file")));
    if (!Files.isRegularFile(instructions)) {
      throw new ContextException(instructions + ": no such file");
    }
    return new BuildContext(folder, instructions, rules(folder));
  }

  /** What the API is to be told about where the instructions are. */
  public String containerfileName() {
    Path relative = relative();
    return relative.startsWith("..") ? FOREIGN : relative.toString();
  }

  /**
   * Sends everything as a tar archive, always in the same order.
   *
   * @throws IOException when it cannot be sent
   * @throws ContextException when it cannot be read
   */
  public Sent writeTo(OutputStream out) throws IOException {
    var archive = new ContextArchive(this, out);
    archive.add(folder);
    if (containerfileName().equals(FOREIGN)) {
      archive.addFile(containerfile, FOREIGN);
    }
    return archive.end();
  }

  /** Whether a path, from the folder, is sent: what tells podman what to do always is. */
  boolean isSent(String path) {
    return !ignored.ignores(path)
        || path.equals(containerfileName())
        || IGNORE_FILES.contains(path);
  }

  private Path relative() {
    try {
      return folder.toRealPath().relativize(containerfile.toRealPath());
    } catch (IOException e) {
      throw new ContextException(containerfile + ": " + e.getMessage(), e);
    }
  }

  private static IgnoreRules rules(Path folder) {
    for (String name : IGNORE_FILES) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        try {
          return IgnoreRules.parse(Files.readString(file));
        } catch (IllegalArgumentException | IOException e) {
          throw new ContextException(file + ": " + e.getMessage(), e);
        }
      }
    }
    return IgnoreRules.NONE;
  }
}
