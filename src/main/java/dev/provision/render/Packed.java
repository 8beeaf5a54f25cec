package dev.provision.render;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A text made short enough for what limits a script's length, in lines of plain characters. */
final class Packed {
  private static final int LINE = 120;

  private Packed() {}

  /** What {@code base64 -d | gzip -d} unpacks; the same for the same text. */
  static String of(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new Gzip(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes.toByteArray());
  }

  /** As short as it can be. */
  private static final class Gzip extends GZIPOutputStream {
    Gzip(ByteArrayOutputStream bytes) throws IOException {
      super(bytes);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
