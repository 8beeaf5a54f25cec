package dev.provision.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AuthMethod;

/**
 * A login on a host, through others if need be. Each hop is reached within the time for connecting,
 * whatever the server does: the work is done by another thread, and its socket closed when time is
 * up.
 */
final class SshConnection implements AutoCloseable {
  private static final int KEEP_ALIVE_SECONDS = 15;

  private final SshOptions options;
  // The latest hop first: closing goes from the inside out.
  private final Deque<SSHClient> hops = new ArrayDeque<>();
  private volatile HopSocket socket;
  private volatile String phase = "";
  private volatile boolean cut;

  private SshConnection(SshOptions options) {
    this.options = options;
  }

  /**
   * Connects and logs in.
   *
   * @throws UnreachableException in one sentence why not
   */
  static SshConnection open(SshTarget target, SshOptions options) {
    SshAlgorithms.load();
    SshConnection connection = new SshConnection(options);
    List<SshTarget> route = new ArrayList<>(options.jumps());
    route.add(target);
    try {
      for (SshTarget hop : route) {
        connection.limited(hop);
      }
    } catch (UnreachableException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  /** Opens a channel for one command. */
  ExecChannel channel() throws IOException {
    ExecChannel channel = new ExecChannel(hops.getFirst().getConnection());
    channel.open();
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

  private void limited(SshTarget hop) {
    FutureTask<SSHClient> task = new FutureTask<>(() -> connect(hop));
    Thread thread = new Thread(task, "connect " + hop);
    thread.setDaemon(true);
    thread.start();
    Duration limit = options.connectTimeout();
    try {
      hops.addFirst(task.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      task.cancel(true);
      cut();
      throw new UnreachableException(
          "%s: no answer within %d s, while %s".formatted(hop, limit.toSeconds(), phase), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cut();
      throw new UnreachableException(hop + ": interrupted", e);
    } catch (ExecutionException e) {
      cut();
      throw e.getCause() instanceof UnreachableException unreachable
          ? unreachable
          : SshFailure.of(hop, phase, e.getCause());
    }
  }

  private SSHClient connect(SshTarget hop) throws IOException {
    List<AuthMethod> methods = SshLogin.methods(hop, options);
    socket = hops.isEmpty() ? tcp(hop) : through(hops.getFirst(), hop);
    phase = "exchanging keys";
    SSHClient client = new SSHClient(SshAlgorithms.config());
    HostKeyCheck check = new HostKeyCheck(hop, options.hostKey(), options.knownHosts());
    boolean done = false;
    try {
      int milliseconds = (int) Math.min(options.connectTimeout().toMillis(), Integer.MAX_VALUE);
      client.getTransport().setTimeoutMs(milliseconds);
      client.getConnection().setTimeoutMs(milliseconds);
      client.getConnection().getKeepAlive().setKeepAliveInterval(KEEP_ALIVE_SECONDS);
      client.addHostKeyVerifier(check);
      client.setSocketFactory(socket.factory());
      client.connect(hop.host(), hop.port());
      phase = "logging in";
      client.auth(hop.user(), methods);
      done = true;
      return client;
    } catch (UserAuthException e) {
      throw SshLogin.refused(hop, options, client.getUserAuth().getAllowedMethods(), e);
    } catch (SSHException e) {
      Optional<String> refusal = check.refusal();
      if (refusal.isPresent()) {
        throw new UnreachableException(refusal.get(), e);
      }
      throw e;
    } finally {
      if (!done) {
        closeQuietly(socket);
      }
    }
  }

  private HopSocket tcp(SshTarget hop) throws IOException {
    phase = "looking up its name";
    InetAddress[] addresses = InetAddress.getAllByName(hop.host());
    phase = "opening a TCP connection";
    IOException failure = null;
    for (InetAddress address : addresses) {
      Socket tcp = new Socket();
      try {
        int share = (int) (options.connectTimeout().toMillis() / addresses.length);
        tcp.connect(new InetSocketAddress(address, hop.port()), Math.max(1, share));
        tcp.setTcpNoDelay(true);
        return new HopSocket(tcp.getInputStream(), tcp.getOutputStream(), hop.port(), tcp);
      } catch (IOException e) {
        closeQuietly(tcp);
        failure = e;
      }
    }
    throw failure == null ? new IOException("its name has no address") : failure;
  }

  private HopSocket through(SSHClient previous, SshTarget hop) throws IOException {
    phase = "opening a connection through the host before it";
    HopSocket outer = socket;
    DirectConnection tunnel = previous.newDirectConnection(hop.host(), hop.port());
    return new HopSocket(tunnel.getInputStream(), tunnel.getOutputStream(), hop.port(), outer);
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is gone either way.
    }
  }
}
