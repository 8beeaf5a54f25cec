package dev.provision.podman.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * An answer whose body is still to be read.
 *
 * @param body ends where the answer ends; an {@link EOFException} says that it was cut off
 */
public record Response(int status, InputStream body) {
  /** Most bytes of an answer that is read at once. */
  private static final int LONGEST = 64 * 1024 * 1024;

  /** Whether the server did what it was asked for. */
  public boolean isSuccess() {
    return status / 100 == 2 || status == 101 || status == 304;
  }

  /** All of the body, for answers that are a document. */
  public byte[] all() throws IOException {
    byte[] bytes = body.readNBytes(LONGEST);
    if (bytes.length == LONGEST && body.read() >= 0) {
      throw new MalformedResponseException(
          "an answer of more than %d MiB".formatted(LONGEST / 1024 / 1024));
    }
    return bytes;
  }
}
