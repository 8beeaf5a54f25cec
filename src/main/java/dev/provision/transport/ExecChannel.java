package dev.provision.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import net.schmizz.concurrent.Event;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;
import net.schmizz.sshj.transport.TransportException;

/**
 * sshj's session with three things mended. Its own output stream fails a command that does not read
 * for 30 s, and holds up the whole connection when a command ends without having read all of its
 * input; and it closes the channel on a signal, which cuts off output still under way.
 */
final class ExecChannel extends SessionChannel {
  // From signal(7), for architectures that matter here; RFC 4254, section 6.10 has the names.
  private static final Map<String, Integer> SIGNALS =
      Map.ofEntries(
          Map.entry("HUP", 1),
          Map.entry("INT", 2),
          Map.entry("QUIT", 3),
          Map.entry("ILL", 4),
          Map.entry("ABRT", 6),
          Map.entry("FPE", 8),
          Map.entry("KILL", 9),
          Map.entry("USR1", 10),
          Map.entry("SEGV", 11),
          Map.entry("USR2", 12),
          Map.entry("PIPE", 13),
          Map.entry("ALRM", 14),
          Map.entry("TERM", 15));

  // Data, end and close leave in this order; a server hangs up on data for a closed channel.
  private final Object order = new Object();
  private boolean shut;
  private boolean ended;
  // Never held while sending: the thread that receives window adjustments takes it.
  private final Object window = new Object();
  private volatile boolean over;
  private volatile String signal;

  private final String command;
  private final boolean hasInput;
  private Event<ConnectionException> accepted;

  /**
   * A channel for one command.
   *
   * @param hasInput whether anything will be written to its standard input
   */
  ExecChannel(Connection connection, String command, boolean hasInput) {
    super(connection);
    this.command = command;
    this.hasInput = hasInput;
  }

  /**
   * Asks for the channel and for the command in it, without knowing yet by which number the server
   * knows the channel (RFC 4254, section 5.1). Servers call a connection's first one 0, and so does
   * sshj as long as it was not told otherwise.
   */
  void ask() throws TransportException {
    trans.write(buildOpenReq());
    askForCommand();
  }

  /**
   * Waits until the command has started, and asks for it step by step unless that was done.
   *
   * @throws OutOfStepException when the request for the command did not reach its channel
   * @throws SSHException when the command was refused, or what became of it is unknown
   */
  void start() throws SSHException {
    try {
      if (accepted == null) {
        open();
        askForCommand();
      } else {
        awaitChannelZero();
      }
      accepted.await(conn.getTimeoutMs(), TimeUnit.MILLISECONDS);
    } catch (ConnectionException e) {
      throw e.getCause() instanceof TransportException
          ? new ConnectionException("the connection was lost", e)
          : e;
    }
  }

  /** How the command ended, 128 plus the number after a signal; empty while that is not known. */
  OptionalInt status() {
    Integer status = getExitStatus();
    String name = signal;
    if (status != null) {
      return OptionalInt.of(status);
    }
    return name == null ? OptionalInt.empty() : OptionalInt.of(128 + SIGNALS.getOrDefault(name, 0));
  }

  /** The command's standard input. */
  OutputStream stdin() {
    return new Stdin();
  }

  @Override
  public void handle(Message message, SSHPacket packet) throws SSHException {
    try {
      super.handle(message, packet);
    } finally {
      if (message == Message.CHANNEL_WINDOW_ADJUST || message == Message.CHANNEL_CLOSE) {
        wake(message == Message.CHANNEL_CLOSE);
      }
    }
  }

  @Override
  public void handleRequest(String request, SSHPacket packet)
      throws ConnectionException, TransportException {
    if (!request.equals("exit-signal")) {
      super.handleRequest(request, packet);
      return;
    }
    try {
      signal = packet.readString();
    } catch (Buffer.BufferException e) {
      throw new ConnectionException(e);
    }
  }

  @Override
  public void notifyError(SSHException error) {
    wake(true);
    super.notifyError(error);
  }

  @Override
  protected void sendClose() throws TransportException {
    synchronized (order) {
      shut = true;
    }
    wake(true);
    super.sendClose();
  }

  // As the super classes do, without the output stream that is not used here.
  @Override
  protected void closeAllStreams() {
    eofInputStreams();
  }

  private void askForCommand() throws TransportException {
    accepted = sendChannelRequest("exec", true, new Buffer.PlainBuffer().putString(command));
    if (!hasInput) {
      // Now rather than when the command is known to run: it may wait for that.
      endInput();
    }
  }

  private void awaitChannelZero() throws ConnectionException {
    openEvent.await(conn.getTimeoutMs(), TimeUnit.MILLISECONDS);
    if (getRecipient() != 0) {
      // There is no channel 0, so nothing runs in it.
      throw new OutOfStepException("the channel has the number " + getRecipient());
    }
  }

  private void endInput() throws TransportException {
    synchronized (order) {
      if (!shut && !ended) {
        ended = true;
        trans.write(newBuffer(Message.CHANNEL_EOF));
      }
    }
  }

  private void wake(boolean last) {
    synchronized (window) {
      over |= last;
      window.notifyAll();
    }
  }

  private final class Stdin extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      int sent = 0;
      while (sent < length) {
        int room = (int) Math.min(awaitRoom(), rwin.getMaxPacketSize());
        int count = Math.min(room, length - sent);
        synchronized (order) {
          requireOpen(shut);
          rwin.consume(count);
          trans.write(newBuffer(Message.CHANNEL_DATA).putBytes(data, offset + sent, count));
        }
        sent += count;
      }
    }

    @Override
    public void close() throws IOException {
      endInput();
    }

    private long awaitRoom() throws IOException {
      synchronized (window) {
        while (rwin.getSize() == 0 && !over) {
          try {
            window.wait();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
          }
        }
        requireOpen(over);
        return rwin.getSize();
      }
    }

    private void requireOpen(boolean closed) throws IOException {
      if (closed) {
        throw new IOException("the command has ended");
      }
    }
  }
}
