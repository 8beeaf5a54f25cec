package dev.provision.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * The status of a program behind an {@code ssh}. That one's own tells less: 255 is its failure as
 * well as a program's status or any signal (ssh(1), EXIT STATUS), and it comes when the last of
 * what the program has started lets go of its output. So the host says the status behind everything
 * on standard error, where it is taken out again; an {@code ssh} that failed says its reason there.
 */
final class OpenSshEnding {
  private static final int KEPT = 4096;
  private static final int BLOCK = 8192;
  private static final byte[] LINE_END = {'\n'};

  // A shell of its own: it is there when a signal has ended the program. dash would say so where a
  // redirection of the command sends it, hence the one inside.
  private static final String TELL =
      "word=$1; shift; exec 3>&2 2>/dev/null; (exec \"$@\" 2>&3 3>&-); echo \"$word$?\" >&3";

  private final byte[] marker;
  private final byte[] word;
  private final ByteArrayOutputStream tail = new ByteArrayOutputStream();
  private boolean begun;
  private OptionalInt status = OptionalInt.empty();

  /**
   * For one program.
   *
   * @param marker what the host prints when it begins
   */
  OpenSshEnding(String marker) {
    this.marker = marker.getBytes(StandardCharsets.US_ASCII);
    this.word = (marker + "-ended-").getBytes(StandardCharsets.US_ASCII);
  }

  /** The command for the host's login shell. */
  String telling(List<String> words) {
    var all = new ArrayList<>(List.of("/bin/sh", "-c", TELL, "provision"));
    all.add(new String(word, StandardCharsets.US_ASCII));
    all.addAll(words);
    return "exec " + ShellQuote.words(all);
  }

  /** The program's status, once it has ended and its last words were read. */
  synchronized OptionalInt status() {
    return status;
  }

  /** Whether the program had begun by then. */
  synchronized boolean hasBegun() {
    return begun;
  }

  /** The last of what was said. */
  synchronized String lastWords() {
    return tail.toString(StandardCharsets.UTF_8);
  }

  /** Standard error without the word. */
  InputStream without(InputStream stderr) {
    return new Rest(stderr);
  }

  private synchronized void heard(byte[] bytes) {
    tail.writeBytes(bytes);
    if (tail.size() > 2 * KEPT) {
      byte[] all = tail.toByteArray();
      tail.reset();
      tail.write(all, all.length - KEPT, KEPT);
    }
    begun |= indexOf(tail.toByteArray(), marker) >= 0;
  }

  private synchronized void ended(byte[] number) {
    status = OptionalInt.of(Integer.parseInt(new String(number, StandardCharsets.US_ASCII)));
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    return -1;
  }

  /** Holds back what may be the beginning of the word. */
  private final class Rest extends InputStream {
    private final InputStream from;
    private byte[] held = {};
    private byte[] ready = {};
    private int at;

    Rest(InputStream from) {
      this.from = from;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      while (at == ready.length) {
        if (!refill()) {
          return -1;
        }
      }
      int count = Math.min(length, ready.length - at);
      System.arraycopy(ready, at, buffer, offset, count);
      at += count;
      return count;
    }

    private boolean refill() throws IOException {
      byte[] chunk = new byte[BLOCK];
      int count = from.read(chunk);
      if (count < 0 && held.length == 0) {
        return false;
      }
      byte[] all = Arrays.copyOf(held, held.length + Math.max(0, count));
      System.arraycopy(chunk, 0, all, held.length, Math.max(0, count));
      all = withoutStatus(all);
      int keep = count < 0 ? 0 : beginning(all);
      ready = Arrays.copyOf(all, all.length - keep);
      held = Arrays.copyOfRange(all, all.length - keep, all.length);
      at = 0;
      heard(ready);
      return true;
    }

    /** What follows is of somebody whom the program has left behind. */
    private byte[] withoutStatus(byte[] bytes) {
      int from = indexOf(bytes, word);
      int end = from < 0 ? -1 : indexOf(Arrays.copyOfRange(bytes, from, bytes.length), LINE_END);
      if (end < 0) {
        return bytes;
      }
      ended(Arrays.copyOfRange(bytes, from + word.length, from + end));
      byte[] rest = Arrays.copyOf(bytes, bytes.length - end - 1);
      System.arraycopy(bytes, from + end + 1, rest, from, rest.length - from);
      return rest;
    }

    private int beginning(byte[] bytes) {
      int whole = indexOf(bytes, word);
      if (whole >= 0) {
        return bytes.length - whole;
      }
      for (int length = Math.min(word.length - 1, bytes.length); length > 0; length--) {
        if (Arrays.equals(bytes, bytes.length - length, bytes.length, word, 0, length)) {
          return length;
        }
      }
      return 0;
    }

    @Override
    public void close() throws IOException {
      from.close();
    }
  }
}
