package dev.provision.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A way to a host, through others if need be. Each hop is reached, and each login done, within the
 * time for connecting, whatever the server does: the work is done by another thread, and its socket
 * closed when time is up.
 */
final class SshConnection implements AutoCloseable {
  private final SshTarget target;
  private final SshOptions options;
  private final LoginOrder order;
  // The latest hop first: closing goes from the inside out.
  private final Deque<SshHop> hops = new ArrayDeque<>();
  private volatile HopSocket socket;
  private volatile String phase = "";
  private volatile boolean cut;

  private SshConnection(SshTarget target, SshOptions options, LoginOrder order) {
    this.target = target;
    this.options = options;
    this.order = order;
  }

  /**
   * Connects, and logs in on every hop but the last: that is done with the first command.
   *
   * @throws UnreachableException in one sentence why not
   */
  static SshConnection open(SshTarget target, SshOptions options) {
    try {
      return new SshConnection(target, options, LoginOrder.TOGETHER).reach();
    } catch (OutOfStepException e) {
      return new SshConnection(target, options, LoginOrder.ONE_BY_ONE).reach();
    }
  }

  /** A new connection that takes no short cuts; this one is closed. */
  SshConnection oneByOne() {
    close();
    return new SshConnection(target, options, LoginOrder.ONE_BY_ONE).reach();
  }

  /**
   * Starts a command.
   *
   * @param hasInput whether anything will be written to its standard input
   * @throws UnreachableException when the host does not let us in
   * @throws OutOfStepException when nothing was started, and {@link #oneByOne()} may do better
   * @throws IOException when it was refused, or what became of it is unknown
   */
  ExecChannel start(String command, boolean hasInput) throws IOException {
    SshHop last = hops.getFirst();
    ExecChannel channel = new ExecChannel(last.connection(), command, hasInput);
    if (!last.isLoggedIn()) {
      login(last, channel::ask);
    }
    channel.start();
    return channel;
  }

  /** Whether the host can still be talked to, as far as is known. */
  boolean isOpen() {
    return !cut && !hops.isEmpty() && hops.getFirst().isConnected();
  }

  /** Says goodbye where that can be done at once. */
  @Override
  public void close() {
    while (!hops.isEmpty()) {
      closeQuietly(hops.removeFirst());
    }
    cut();
  }

  /** Closes without a word, which nothing can hold up. */
  void cut() {
    cut = true;
    HopSocket current = socket;
    if (current != null) {
      closeQuietly(current);
    }
  }

  private SshConnection reach() {
    boolean done = false;
    try {
      for (SshTarget jump : options.jumps()) {
        reach(jump);
      }
      reach(target);
      done = true;
      return this;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  private void reach(SshTarget next) {
    Tunnel tunnel = hops.isEmpty() ? null : tunnel(hops.getFirst(), next);
    hops.addFirst(
        limited(
            next,
            () -> {
              Dial dial = tunnel == null ? dial(next) : () -> through(tunnel, next);
              SshAlgorithms.load();
              SshHop hop = new SshHop(next, options.at(next), order);
              dial.answer();
              phase = "exchanging keys";
              hop.exchangeKeys(socket);
              return hop;
            }));
  }

  /** What a connection waits for before it can say anything. */
  private interface Dial {
    void answer() throws Exception;
  }

  /** The line is dialled, and the server starts, while this side gets its ciphers ready. */
  private Dial dial(SshTarget next) {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              tcp(next);
              return null;
            });
    start(task, "dial " + next);
    return () -> {
      try {
        task.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    };
  }

  private static void start(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private Tunnel tunnel(SshHop previous, SshTarget next) {
    Tunnel tunnel = new Tunnel(previous.connection(), next);
    login(previous, tunnel::ask);
    return tunnel;
  }

  private void login(SshHop hop, FlightStream.Packets first) {
    limited(
        hop.target(),
        () -> {
          phase = "logging in";
          hop.login(first);
          return hop;
        });
  }

  private <T> T limited(SshTarget hop, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    start(task, "connect " + hop);
    Duration limit = options.at(hop).connectTimeout();
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      cut();
      throw late(hop, limit, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cut();
      throw new UnreachableException(hop + ": interrupted", e);
    } catch (ExecutionException e) {
      cut();
      if (e.getCause() instanceof OutOfStepException outOfStep) {
        throw outOfStep;
      }
      if (SshFailure.isLate(e.getCause())) {
        throw late(hop, limit, e.getCause());
      }
      throw e.getCause() instanceof UnreachableException unreachable
          ? unreachable
          : SshFailure.of(hop, phase, e.getCause());
    }
  }

  private NoConnectionException late(SshTarget hop, Duration limit, Throwable cause) {
    return new NoConnectionException(
        "%s: no answer within %d s, while %s".formatted(hop, limit.toSeconds(), phase), cause);
  }

  private void tcp(SshTarget hop) throws IOException {
    phase = "looking up its name";
    InetAddress[] addresses = InetAddress.getAllByName(hop.host());
    phase = "opening a TCP connection";
    IOException failure = null;
    for (InetAddress address : addresses) {
      Socket tcp = new Socket();
      try {
        int share = (int) (options.at(hop).connectTimeout().toMillis() / addresses.length);
        tcp.connect(new InetSocketAddress(address, hop.port()), Math.max(1, share));
        tcp.setTcpNoDelay(true);
        keep(new HopSocket(tcp.getInputStream(), tcp.getOutputStream(), hop.port(), tcp));
        return;
      } catch (IOException e) {
        closeQuietly(tcp);
        failure = e;
      }
    }
    throw failure == null ? new IOException("its name has no address") : failure;
  }

  /** Unless the time for connecting was up before. */
  private void keep(HopSocket connected) {
    socket = connected;
    if (cut) {
      closeQuietly(connected);
    }
  }

  private void through(Tunnel tunnel, SshTarget hop) throws IOException {
    phase = "opening a connection through the host before it";
    HopSocket outer = socket;
    tunnel.open();
    keep(new HopSocket(tunnel.getInputStream(), tunnel.getOutputStream(), hop.port(), outer));
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is gone either way.
    }
  }
}
