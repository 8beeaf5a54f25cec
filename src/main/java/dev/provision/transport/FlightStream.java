package dev.provision.transport;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/**
 * sshj flushes after each packet, and waits in the same breath for the answer to some. This has
 * more packets leave together with one of those.
 */
final class FlightStream extends FilterOutputStream {
  /** Sends packets, through sshj and so through this stream. */
  @FunctionalInterface
  interface Packets {
    void send() throws IOException;
  }

  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private Packets companions;
  private CompletableFuture<Void> departure;
  private boolean boarding;

  FlightStream(OutputStream out) {
    super(out);
  }

  /**
   * Has the next packet take others along. They are sent while sshj is sending that one.
   *
   * @return done when they have left
   */
  synchronized CompletableFuture<Void> accompany(Packets packets) {
    companions = packets;
    departure = new CompletableFuture<>();
    return departure;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (companions != null || boarding) {
      held.write(bytes, offset, length);
    } else {
      out.write(bytes, offset, length);
    }
  }

  @Override
  public synchronized void flush() throws IOException {
    if (boarding) {
      return;
    }
    if (companions == null) {
      out.flush();
      return;
    }
    board();
    out.flush();
    departure.complete(null);
  }

  private void board() throws IOException {
    boarding = true;
    Packets packets = companions;
    companions = null;
    try {
      packets.send();
      held.writeTo(out);
    } finally {
      held.reset();
      boarding = false;
    }
  }
}
