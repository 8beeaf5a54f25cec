package dev.provision.verify.answer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads HTTP/1.1 responses from bytes. */
final class HttpReader {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final Pattern NAME = Pattern.compile("[!-9;-~]{1,100}");
  private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,7})[ \t]*(;.*)?");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");

  private final byte[] bytes;
  private int position;

  HttpReader(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean atEnd() {
    return position == bytes.length;
  }

  HttpResponse response() throws MalformedAnswerException {
    Matcher line = match(STATUS, "status line");
    int status = Integer.parseInt(line.group(1));
    Map<String, String> headers = headers();
    return new HttpResponse(status, headers, body(status, headers));
  }

  private Map<String, String> headers() throws MalformedAnswerException {
    var headers = new HashMap<String, String>();
    String line = line();
    while (!line.isEmpty()) {
      int colon = line.indexOf(':');
      if (colon < 0 || !NAME.matcher(line.substring(0, colon)).matches()) {
        throw new MalformedAnswerException("HTTP header expected: " + line);
      }
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip(),
          (first, second) -> first + ", " + second);
      line = line();
    }
    return headers;
  }

  private byte[] body(int status, Map<String, String> headers) throws MalformedAnswerException {
    if (status < 200 || status == 204 || status == 304) {
      return new byte[0];
    }
    String coding = headers.get("transfer-encoding");
    if (coding != null) {
      if (!coding.equalsIgnoreCase("chunked")) {
        throw new MalformedAnswerException("HTTP transfer encoding not known: " + coding);
      }
      return chunks();
    }
    String length = headers.get("content-length");
    if (length == null) {
      return take(bytes.length - position);
    }
    if (!LENGTH.matcher(length).matches()) {
      throw new MalformedAnswerException("HTTP content length is no number: " + length);
    }
    return take(Integer.parseInt(length));
  }

  private byte[] chunks() throws MalformedAnswerException {
    var body = new ByteArrayOutputStream();
    int size = chunkSize();
    while (size > 0) {
      body.writeBytes(take(size));
      if (!line().isEmpty()) {
        throw new MalformedAnswerException("HTTP chunk is longer than it says");
      }
      size = chunkSize();
    }
    headers();
    return body.toByteArray();
  }

  private int chunkSize() throws MalformedAnswerException {
    return Integer.parseInt(match(CHUNK, "chunk size").group(1), 16);
  }

  private Matcher match(Pattern pattern, String what) throws MalformedAnswerException {
    String line = line();
    Matcher matcher = pattern.matcher(line);
    if (!matcher.matches()) {
      throw new MalformedAnswerException("HTTP " + what + " expected: " + line);
    }
    return matcher;
  }

  private String line() throws MalformedAnswerException {
    for (int end = position; end + 1 < bytes.length; end++) {
      if (bytes[end] == '\r' && bytes[end + 1] == '\n') {
        var line = new String(bytes, position, end - position, StandardCharsets.ISO_8859_1);
        position = end + 2;
        return line;
      }
    }
    throw new MalformedAnswerException("HTTP response is cut off");
  }

  private byte[] take(int count) throws MalformedAnswerException {
    if (count > bytes.length - position) {
      throw new MalformedAnswerException("HTTP response is cut off");
    }
    byte[] taken = Arrays.copyOfRange(bytes, position, position + count);
    position += count;
    return taken;
  }
}
