package dev.provision.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/** A running script whose streams are handed on once it has said its marker. */
final class RawProgram implements Duplex {
  private static final long SLICE_MILLISECONDS = 200;

  /** How long sudo and the shell may take until the script begins. */
  private static final Duration STARTING = Duration.ofSeconds(60);

  private final Running running;
  private final Pumps pumps;
  private final Capture beginning;
  private final Capture stderr;
  private final Set<Pumps.Source> open = EnumSet.allOf(Pumps.Source.class);
  private long deadline;
  private volatile boolean closed;
  private byte[] chunk = {};
  private int read;

  private RawProgram(String name, Running running, RootProgram program, long deadline) {
    this.running = running;
    this.deadline = Math.min(deadline, System.nanoTime() + STARTING.toNanos());
    pumps = Pumps.reading(name, running);
    beginning = new Capture(program.marker(), line -> {});
    stderr = new Capture(program.marker(), line -> {});
  }

  /**
   * Feeds the program its own input and waits for its first words.
   *
   * @param deadline after which it is given up, as {@link System#nanoTime} has it
   * @throws IOException when that takes too long, or the connection breaks
   * @throws UnreachableException when it ends before it has begun
   */
  static RawProgram begin(String name, Running running, RootProgram program, long deadline)
      throws IOException {
    var raw = new RawProgram(name, running, program, deadline);
    try {
      raw.begin(name, program);
      raw.deadline = deadline;
      return raw;
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  @Override
  public InputStream output() {
    return new Output();
  }

  @Override
  public OutputStream input() {
    return running.stdin();
  }

  @Override
  public String lastWords() {
    return HostText.lastLine(stderr.text());
  }

  @Override
  public void close() {
    closed = true;
    running.close();
    pumps.close();
  }

  private void begin(String name, RootProgram program) throws IOException {
    OutputStream stdin = running.stdin();
    stdin.write(program.input());
    stdin.flush();
    while (!beginning.started()) {
      if (open.isEmpty()) {
        OptionalInt status = running.status(RootShell.SILENCE);
        throw new UnreachableException(
            Refusal.of(name, program, beginning, stderr, status.orElse(-1)));
      }
      next();
    }
    chunk = beginning.bytes();
  }

  /** Takes what comes next, of either stream. */
  private void next() throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    if (System.nanoTime() - deadline > 0) {
      throw new IOException("it ran longer than it may");
    }
    Pumps.Chunk next;
    try {
      next = pumps.next(SLICE_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (next == null) {
      return;
    }
    if (next.isEnd()) {
      open.remove(next.source());
    } else if (next.source() == Pumps.Source.STDERR) {
      // What is more than a capture takes would tell nobody anything.
      stderr.add(next.bytes());
    } else if (beginning.started()) {
      chunk = next.bytes();
      read = 0;
    } else if (!beginning.add(next.bytes())) {
      throw new IOException("what runs at a login there prints without end");
    }
  }

  private final class Output extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      // Nothing is asked for, so there is nothing to wait for.
      if (length == 0) {
        return 0;
      }
      while (read == chunk.length) {
        // Both streams: the last words tell why there is nothing more.
        if (open.isEmpty()) {
          return -1;
        }
        next();
      }
      int count = Math.min(length, chunk.length - read);
      System.arraycopy(chunk, read, buffer, offset, count);
      read += count;
      if (read == chunk.length) {
        chunk = Arrays.copyOf(chunk, 0);
        read = 0;
      }
      return count;
    }
  }
}
