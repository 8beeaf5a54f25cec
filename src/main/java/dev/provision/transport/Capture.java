package dev.provision.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What a script prints on one stream, from the marker on; everything before it is kept apart. */
final class Capture {
  /** Most bytes kept of one stream; many hosts at once are kept in 64 MB. */
  static final int LONGEST = 4 * 1024 * 1024;

  /** Most bytes before the marker, which are not kept: what runs at a login may be talkative. */
  static final int LONGEST_LOGIN = 16 * 1024 * 1024;

  /** Most bytes of one line that a listener gets; the rest of a longer line is left out. */
  static final int LONGEST_LINE = 64 * 1024;

  private static final int LONGEST_CHATTER = 64 * 1024;

  private final String marker;
  private final Consumer<String> onLine;
  // One char per byte: a marker is found wherever the chunks are cut.
  private final StringBuilder chatter = new StringBuilder();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean started;
  private long chatted;

  /**
   * Waits for a marker.
   *
   * @param onLine gets each line without its line end
   */
  Capture(String marker, Consumer<String> onLine) {
    this.marker = marker + "\n";
    this.onLine = onLine;
  }

  /**
   * Takes the next bytes.
   *
   * @return false when there are more than {@link #LONGEST} after the marker, or {@link
   *     #LONGEST_LOGIN} before it; these are not kept
   */
  boolean add(byte[] chunk) {
    if (started) {
      return keep(chunk, 0);
    }
    int before = chatter.length();
    chatter.append(new String(chunk, StandardCharsets.ISO_8859_1));
    int at = chatter.indexOf(marker, Math.max(0, before - marker.length()));
    if (at >= 0) {
      started = true;
      int rest = chatter.length() - at - marker.length();
      chatter.setLength(at);
      return keep(chunk, chunk.length - rest);
    }
    if (chatter.length() > LONGEST_CHATTER) {
      chatter.delete(0, chatter.length() - LONGEST_CHATTER);
    }
    chatted += chunk.length;
    return chatted <= LONGEST_LOGIN;
  }

  /** The stream has ended: delivers a last line without a line end. */
  void end() {
    if (line.size() > 0) {
      deliver();
    }
  }

  /** Whether the marker was seen. */
  boolean started() {
    return started;
  }

  /** What came before the marker. */
  String chatter() {
    return new String(
        chatter.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** What came after the marker. */
  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** What came after the marker, as it came. */
  byte[] bytes() {
    return bytes.toByteArray();
  }

  private boolean keep(byte[] chunk, int from) {
    if (bytes.size() + chunk.length - from > LONGEST) {
      return false;
    }
    bytes.write(chunk, from, chunk.length - from);
    int begin = from;
    for (int i = from; i < chunk.length; i++) {
      if (chunk[i] == '\n') {
        keepLine(chunk, begin, i);
        deliver();
        begin = i + 1;
      }
    }
    keepLine(chunk, begin, chunk.length);
    return true;
  }

  private void keepLine(byte[] chunk, int begin, int end) {
    line.write(chunk, begin, Math.min(end - begin, LONGEST_LINE - line.size()));
  }

  // A line end is never part of another character in UTF-8, so lines decode on their own.
  private void deliver() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    onLine.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }
}
