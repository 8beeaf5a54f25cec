package dev.provision.podman.context;

import dev.provision.podman.context.BuildContext.Sent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files of a build context on their way into an archive. */
final class ContextArchive {
  private static final int PERMISSIONS = 07777;

  private final BuildContext context;
  private final TarWriter tar;
  private int entries;

  ContextArchive(BuildContext context, OutputStream out) {
    this.context = context;
    tar = new TarWriter(out);
  }

  /** Adds what is in a folder, sorted by name. */
  void add(Path folder) throws IOException {
    for (Path path : children(folder)) {
      String name = context.folder().relativize(path).toString();
      boolean sent = context.isSent(name);
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        if (sent) {
          addEntry('5', path, name + "/", "", 0);
        }
        if (sent || mayHold(name)) {
          add(path);
        }
      } else if (sent && Files.isSymbolicLink(path)) {
        addEntry('2', path, name, reading(path, () -> Files.readSymbolicLink(path)).toString(), 0);
      } else if (sent && Files.isRegularFile(path)) {
        addFile(path, name);
      }
      // Sockets and devices cannot become part of an image.
    }
  }

  /** Adds one file under a name. */
  void addFile(Path path, String name) throws IOException {
    try (InputStream in = reading(path, () -> Files.newInputStream(path))) {
      long size = reading(path, () -> Files.size(path));
      addEntry('0', path, name, "", size);
      byte[] buffer = new byte[64 * 1024];
      long left = size;
      while (left > 0) {
        int most = (int) Math.min(buffer.length, left);
        int count = reading(path, () -> in.read(buffer, 0, most));
        if (count < 0) {
          throw new ContextException(path + ": became shorter while it was sent; try again");
        }
        tar.data(buffer, 0, count);
        left -= count;
      }
      tar.pad();
    }
  }

  Sent end() throws IOException {
    tar.end();
    return new Sent(entries, tar.written());
  }

  /** Whether something in a folder that is not sent may be. */
  private boolean mayHold(String folder) {
    return context.ignored().hasExceptions()
        || context.containerfileName().startsWith(folder + "/");
  }

  private void addEntry(char type, Path path, String name, String link, long size)
      throws IOException {
    // A linked Containerfile is sent as a file, so it is asked about as one.
    LinkOption[] links =
        type == '0' ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    Map<String, Object> seen =
        reading(path, () -> Files.readAttributes(path, "unix:mode,lastModifiedTime", links));
    int mode = (Integer) seen.get("mode") & PERMISSIONS;
    tar.entry(
        type, name, link, mode, size, ((FileTime) seen.get("lastModifiedTime")).toMillis() / 1000);
    entries++;
  }

  private static List<Path> children(Path folder) throws IOException {
    return reading(
        folder,
        () -> {
          try (Stream<Path> list = Files.list(folder)) {
            return list.sorted().toList();
          }
        });
  }

  /** Reads from a disk. */
  private interface Reading<T> {
    T get() throws IOException;
  }

  /** What cannot be read is told apart from what cannot be sent. */
  private static <T> T reading(Path path, Reading<T> reading) throws IOException {
    try {
      return reading.get();
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      throw new ContextException(
          path
              + " cannot be sent: "
              + reason
              + "; make it readable, or name it in .containerignore",
          e);
    } catch (IOException e) {
      throw new ContextException(path + " cannot be sent: " + e.getMessage(), e);
    }
  }
}
