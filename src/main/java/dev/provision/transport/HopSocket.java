package dev.provision.transport;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import javax.net.SocketFactory;

/**
 * One hop's bytes, be they of a TCP connection or of a channel through the hop before, in the shape
 * that sshj wants: a connected socket. A server may say something before its SSH identification
 * (RFC 4253, section 4.2); sshj keeps all of it, so this limits it.
 */
final class HopSocket extends Socket {
  private static final int LONGEST_GREETING = 64 * 1024;
  // sshj's time to read a line grows with the square of its length.
  private static final int LONGEST_GREETING_LINE = 4 * 1024;
  private static final int BUFFER = 16 * 1024;

  private final Greeting in;
  private final FlightStream out;
  private final int port;
  private final Closeable carrier;

  HopSocket(InputStream in, OutputStream out, int port, Closeable carrier) {
    this.in = new Greeting(new BufferedInputStream(in, BUFFER));
    this.out = new FlightStream(new Guarded(out));
    this.port = port;
    this.carrier = carrier;
  }

  @Override
  public InputStream getInputStream() {
    return in;
  }

  @Override
  public OutputStream getOutputStream() {
    return out;
  }

  /**
   * Has the next packet that sshj sends take others along.
   *
   * @return done when they have left
   */
  CompletableFuture<Void> accompany(FlightStream.Packets packets) {
    return out.accompany(packets);
  }

  /**
   * Has something done when sshj has sent its identification and begins to wait for the server's.
   */
  void beforeListening(FlightStream.Packets packets) {
    in.first = packets;
  }

  /** Whether the other side is known to speak SSH. */
  boolean hasGreeted() {
    return in.over;
  }

  @Override
  public int getPort() {
    return port;
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public void setSoTimeout(int milliseconds) {
    // Time is limited from outside.
  }

  @Override
  public synchronized void close() throws IOException {
    carrier.close();
  }

  /** Hands sshj this socket. */
  SocketFactory factory() {
    return new SocketFactory() {
      @Override
      public Socket createSocket() {
        return HopSocket.this;
      }

      @Override
      public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
      }
    };
  }

  /** A channel of sshj that failed to send throws something unchecked when asked again. */
  private static final class Guarded extends FilterOutputStream {
    private volatile boolean failed;

    Guarded(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      guard(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
      guard(out::flush);
    }

    @Override
    public void close() throws IOException {
      guard(out::close);
    }

    private void guard(Action action) throws IOException {
      if (failed) {
        throw new IOException("the connection is closed");
      }
      failed = true;
      try {
        action.run();
        failed = false;
      } catch (RuntimeException e) {
        throw new IOException(e);
      }
    }

    private interface Action {
      void run() throws IOException;
    }
  }

  /** sshj reads the greeting byte by byte, up to the line that begins with {@code SSH-}. */
  private static final class Greeting extends FilterInputStream {
    private final StringBuilder line = new StringBuilder();
    private int count;
    private int column;
    private volatile boolean over;
    private FlightStream.Packets first;

    Greeting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      if (first != null) {
        FlightStream.Packets packets = first;
        first = null;
        packets.send();
      }
      int next = super.read();
      if (!over && next >= 0) {
        watch(next);
      }
      return next;
    }

    private void watch(int next) throws IOException {
      if (++count > LONGEST_GREETING || ++column > LONGEST_GREETING_LINE) {
        throw new IOException(
            "it talks on and on without an SSH identification; is it SSH at all?");
      }
      if (next == '\n') {
        over = line.toString().startsWith("SSH-");
        line.setLength(0);
        column = 0;
      } else if (line.length() < 4) {
        line.append((char) next);
      }
    }
  }
}
