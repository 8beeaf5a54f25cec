package dev.provision.podman;

import dev.provision.podman.http.MalformedResponseException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Two streams in one, as podman sends the output of a container that has no terminal: frames, each
 * with eight bytes ahead: which stream, three zeros, the length in big endian. Docker's API
 * documents them with {@code ContainerAttach}.
 */
final class Multiplexed {
  private static final int HEADER = 8;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;

  private Multiplexed() {}

  /** Takes the streams apart, until both end. */
  static void read(InputStream in, Tail stdout, Tail stderr) throws IOException {
    byte[] header = new byte[HEADER];
    byte[] buffer = new byte[32 * 1024];
    while (true) {
      int read = in.readNBytes(header, 0, HEADER);
      if (read == 0) {
        return;
      }
      if (read < HEADER) {
        throw new EOFException();
      }
      Tail tail = stream(header) == STDOUT ? stdout : stderr;
      long left = length(header);
      while (left > 0) {
        int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          throw new EOFException();
        }
        tail.add(buffer, 0, count);
        left -= count;
      }
    }
  }

  private static int stream(byte[] header) throws MalformedResponseException {
    boolean known = header[0] == STDOUT || header[0] == STDERR;
    if (!known || header[1] != 0 || header[2] != 0 || header[3] != 0) {
      throw new MalformedResponseException("output without frames");
    }
    return header[0];
  }

  private static long length(byte[] header) {
    long length = 0;
    for (int i = 4; i < HEADER; i++) {
      length = length << 8 | header[i] & 0xff;
    }
    return length;
  }
}
