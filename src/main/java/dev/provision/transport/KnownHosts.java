package dev.provision.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * The known_hosts files: one that keys may be added to, others that are only read. Each is read
 * once and indexed by name. Safe for many threads, and for other processes that add keys at the
 * same time; share one instance between all connections.
 */
public final class KnownHosts {
  // Held while a file is open: in one JVM a second lock is refused rather than awaited, and closing
  // any other descriptor of the file gives up the first (fcntl(2)).
  private static final Object FILES = new Object();

  private final Path file;
  private final List<Path> others;
  private volatile KnownHostsIndex index;

  /**
   * Files, which need not exist. Nothing is read yet.
   *
   * @param file where new keys go
   * @param others read only
   */
  public KnownHosts(Path file, List<Path> others) {
    this.file = file;
    this.others = List.copyOf(others);
  }

  /** {@code ~/.ssh/known_hosts}, and {@code /etc/ssh/ssh_known_hosts} read only, as ssh has it. */
  public static KnownHosts standard() {
    return new KnownHosts(
        Path.of(System.getProperty("user.home"), ".ssh", "known_hosts"),
        List.of(Path.of("/etc/ssh/ssh_known_hosts")));
  }

  /** One file, say of a pipeline's run. */
  public static KnownHosts of(Path file) {
    return new KnownHosts(file, List.of());
  }

  /** Where new keys go. */
  Path file() {
    return file;
  }

  /**
   * All lines for a name, in the order of the files.
   *
   * @throws UnreachableException when a file exists and cannot be read
   */
  List<KnownHostsLine> lookUp(String name) {
    KnownHostsIndex current = index;
    if (current == null) {
      // What somebody adds meanwhile must not be forgotten again.
      synchronized (FILES) {
        current = index;
        if (current == null) {
          current = read();
          index = current;
        }
      }
    }
    return current.lookUp(name);
  }

  /**
   * Adds a key unless the files now have a key or an authority for the name, as when another
   * process was faster.
   *
   * @return the lines for the name: the others' when they came first, else the new one
   * @throws UnreachableException when the file cannot be written
   */
  List<KnownHostsLine> add(String name, String type, String key) {
    synchronized (FILES) {
      try {
        while (true) {
          create();
          Object before = fileKey();
          try (FileChannel channel =
                  FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
              FileLock lock = channel.lock()) {
            // ssh-keygen -R puts another file in its place.
            if (lock.isValid() && before.equals(fileKey())) {
              return add(channel, name, name + " " + type + " " + key + "\n");
            }
          }
        }
      } catch (IOException e) {
        throw new UnreachableException(
            file + ": the host's key cannot be added: " + HostText.line(e.toString()), e);
      }
    }
  }

  private List<KnownHostsLine> add(FileChannel channel, String name, String line)
      throws IOException {
    KnownHostsIndex current = index(text(channel));
    if (current.lookUp(name).stream()
        .allMatch(known -> known.marker() == KnownHostsLine.Marker.REVOKED)) {
      append(channel, line);
      current = index(text(channel));
    }
    index = current;
    return current.lookUp(name);
  }

  private Object fileKey() throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private static String text(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {}
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
  }

  private void create() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
        .close();
  }

  // One write at the end: a reader sees the whole line or nothing of it.
  private static void append(FileChannel channel, String line) throws IOException {
    long size = channel.size();
    ByteBuffer last = ByteBuffer.allocate(1);
    boolean unfinished = size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n';
    ByteBuffer bytes =
        ByteBuffer.wrap((unfinished ? "\n" + line : line).getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes, channel.size());
    }
    channel.force(true);
  }

  private KnownHostsIndex read() {
    synchronized (FILES) {
      return index(text(file));
    }
  }

  private KnownHostsIndex index(String text) {
    KnownHostsIndex fresh = new KnownHostsIndex();
    fresh.add(file, text);
    others.forEach(other -> fresh.add(other, text(other)));
    return fresh;
  }

  private static String text(Path path) {
    try {
      return Files.notExists(path) ? "" : Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      // Removed since we looked.
      return "";
    } catch (IOException e) {
      throw new UnreachableException(
          path + ": known hosts cannot be read: " + HostText.line(e.toString()), e);
    }
  }
}
