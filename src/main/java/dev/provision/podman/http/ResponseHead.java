package dev.provision.podman.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A response up to its body.
 *
 * @param version minor version of HTTP/1, 0 or 1
 * @param headers names in lower case; the values of equal names are joined by commas
 */
record ResponseHead(int version, int status, Map<String, String> headers) {
  /** Most bytes before the body. */
  static final int LONGEST = 64 * 1024;

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.([01]) ([1-5][0-9]{2})( .*)?");
  private static final Pattern NAME = Pattern.compile("[!-9;-~]{1,100}");

  ResponseHead {
    headers = Map.copyOf(headers);
  }

  /**
   * Reads the next response's head; interim ones (1xx but for 101) are skipped.
   *
   * @throws EOFException when the stream ends before
   * @throws MalformedResponseException when it is no HTTP/1, or endless
   */
  static ResponseHead read(InputStream in) throws IOException {
    var lines = new Lines(in);
    while (true) {
      ResponseHead head = read(lines);
      if (head.status >= 200 || head.status == 101) {
        return head;
      }
    }
  }

  Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  /** Whether another request may follow on the connection, once the body is read. */
  boolean keepsAlive() {
    String connection = header("connection").orElse("").toLowerCase(Locale.ROOT);
    return version == 1 && status != 101 && !connection.contains("close");
  }

  private static ResponseHead read(Lines lines) throws IOException {
    String first = lines.next();
    Matcher status = STATUS.matcher(first);
    if (!status.matches()) {
      throw new MalformedResponseException("not HTTP: \"" + Printable.of(first) + "\"");
    }
    var headers = new HashMap<String, String>();
    for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
      int colon = line.indexOf(':');
      if (colon < 0 || !NAME.matcher(line.substring(0, colon)).matches()) {
        throw new MalformedResponseException("not a header: \"" + Printable.of(line) + "\"");
      }
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip(),
          (one, other) -> one + ", " + other);
    }
    return new ResponseHead(
        Integer.parseInt(status.group(1)), Integer.parseInt(status.group(2)), headers);
  }

  /** Lines of at most {@link #LONGEST} bytes altogether. */
  static final class Lines {
    private final InputStream in;
    private int left = LONGEST;

    Lines(InputStream in) {
      this.in = in;
    }

    /** The next line without its end, which is CRLF or LF (RFC 9112, section 2.2). */
    String next() throws IOException {
      var line = new ByteArrayOutputStream();
      for (int b = in.read(); b != '\n'; b = in.read()) {
        if (b < 0) {
          throw new EOFException();
        }
        if (--left < 0) {
          throw new MalformedResponseException(
              "more than %d KiB before the body".formatted(LONGEST / 1024));
        }
        line.write(b);
      }
      left--;
      String text = line.toString(StandardCharsets.ISO_8859_1);
      return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
  }
}
