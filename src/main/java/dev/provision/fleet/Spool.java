package dev.provision.fleet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Bytes put aside on disk, to be read again in any order. A few stay in memory, and so do all of
 * them where there is no room on disk: a night's work is not lost for that. The file has no name,
 * so nothing is left behind however the process ends.
 */
final class Spool implements AutoCloseable {
  private static final int BLOCK = 1 << 18;

  /** Where a piece is. */
  record Place(long begin, int length) {}

  private final Path folder;
  private FileChannel file;
  private boolean full;
  private long onDisk;
  private byte[] tail = new byte[BLOCK];
  private int used;

  /**
   * @param folder where there is room for the file
   */
  Spool(Path folder) {
    this.folder = folder;
  }

  /** Puts a piece aside. */
  Place add(byte[] piece) {
    if (used + piece.length > BLOCK) {
      toDisk();
    }
    if (used + piece.length > tail.length) {
      tail = Arrays.copyOf(tail, Math.max(2 * tail.length, used + piece.length));
    }
    System.arraycopy(piece, 0, tail, used, piece.length);
    var place = new Place(onDisk + used, piece.length);
    used += piece.length;
    return place;
  }

  private void toDisk() {
    if (full) {
      return;
    }
    try {
      if (file == null) {
        file = opened();
      }
      var bytes = ByteBuffer.wrap(tail, 0, used);
      while (bytes.hasRemaining()) {
        file.write(bytes, onDisk + bytes.position());
      }
      onDisk += used;
      used = 0;
    } catch (IOException e) {
      full = true;
    }
  }

  private FileChannel opened() throws IOException {
    Path named = Files.createTempFile(folder, "provision", null);
    try {
      return FileChannel.open(named, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.delete(named);
    }
  }

  /**
   * Reads a piece.
   *
   * @throws IOException when the disk fails
   */
  byte[] read(Place place) throws IOException {
    if (place.begin() >= onDisk) {
      int from = (int) (place.begin() - onDisk);
      return Arrays.copyOfRange(tail, from, from + place.length());
    }
    var bytes = ByteBuffer.allocate(place.length());
    while (bytes.hasRemaining()) {
      if (file.read(bytes, place.begin() + bytes.position()) < 0) {
        throw new IOException("what was put aside is gone");
      }
    }
    return bytes.array();
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // It has no name any more, and everything that was wanted of it was read.
    }
  }
}
