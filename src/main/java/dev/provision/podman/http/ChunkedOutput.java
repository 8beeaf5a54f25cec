package dev.provision.podman.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Sends what is written in chunks: RFC 9112, section 7.1. */
final class ChunkedOutput extends OutputStream {
  private final OutputStream out;
  private final byte[] chunk = new byte[32 * 1024];
  private int filled;

  ChunkedOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int count = Math.min(length - done, chunk.length - filled);
      System.arraycopy(bytes, offset + done, chunk, filled, count);
      filled += count;
      done += count;
      if (filled == chunk.length) {
        send();
      }
    }
  }

  /** Sends the rest and the mark of the end. */
  void end() throws IOException {
    if (filled > 0) {
      send();
    }
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private void send() throws IOException {
    out.write((Integer.toHexString(filled) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(chunk, 0, filled);
    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    filled = 0;
  }
}
