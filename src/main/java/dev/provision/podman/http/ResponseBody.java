package dev.provision.podman.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

/**
 * The bytes of a body, wherever it ends: RFC 9112, section 6.3. A body that the connection's end
 * cuts off is an {@link EOFException}, never a short body.
 */
final class ResponseBody extends InputStream {
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
  private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,15})[ \t]*(;.*)?");
  private static final long UNTIL_CLOSED = Long.MAX_VALUE;

  private final InputStream in;
  private final boolean chunked;
  private boolean first = true;
  private boolean ended;
  // Of the body, or of the chunk that is being read.
  private long left;

  private ResponseBody(InputStream in, boolean chunked, long left) {
    this.in = in;
    this.chunked = chunked;
    this.left = left;
    ended = !chunked && left == 0;
  }

  /** The body that belongs to a head. */
  static ResponseBody of(ResponseHead head, InputStream in) throws IOException {
    if (head.status() == 204 || head.status() == 304) {
      return new ResponseBody(in, false, 0);
    }
    if (head.header("transfer-encoding").isPresent()) {
      String coding = head.header("transfer-encoding").get();
      if (!coding.equalsIgnoreCase("chunked")) {
        throw new MalformedResponseException(
            "not a transfer encoding known here: " + Printable.of(coding));
      }
      return new ResponseBody(in, true, 0);
    }
    String length = head.header("content-length").orElse("");
    if (length.isEmpty()) {
      return new ResponseBody(in, false, UNTIL_CLOSED);
    }
    if (!LENGTH.matcher(length).matches()) {
      throw new MalformedResponseException("not a length: \"" + Printable.of(length) + "\"");
    }
    return new ResponseBody(in, false, Long.parseLong(length));
  }

  /** Whether all of it was read and the connection is ready for the next response. */
  boolean hasEnded() {
    return ended && left != UNTIL_CLOSED;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (chunked && !ended && left == 0) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int count = in.read(buffer, offset, (int) Math.min(length, left));
    if (left == UNTIL_CLOSED) {
      ended = count < 0;
      return count;
    }
    if (count < 0) {
      throw new EOFException();
    }
    left -= count;
    ended = !chunked && left == 0;
    return count;
  }

  private void nextChunk() throws IOException {
    var lines = new ResponseHead.Lines(in);
    if (!first && !lines.next().isEmpty()) {
      throw new MalformedResponseException("a chunk is longer than it says");
    }
    first = false;
    String line = lines.next();
    var size = CHUNK.matcher(line);
    if (!size.matches()) {
      throw new MalformedResponseException("not a chunk's size: \"" + Printable.of(line) + "\"");
    }
    left = Long.parseLong(size.group(1), 16);
    if (left == 0) {
      // Trailers, if any, say nothing that matters here.
      while (!lines.next().isEmpty()) {}
      ended = true;
    }
  }
}
