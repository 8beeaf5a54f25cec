package dev.provision.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** What a probe says on a host that is not there. */
public final class SaidAnswers {
  private SaidAnswers() {}

  /** The record of {@code plan/program.sh}. */
  public static String record(String nonce, String payload) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(payload.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return String.join(
        "\u001f", "answers", nonce, Base64.getEncoder().encodeToString(bytes.toByteArray()));
  }
}
