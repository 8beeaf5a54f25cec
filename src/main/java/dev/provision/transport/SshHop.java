package dev.provision.transport;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AuthMethod;

/**
 * One host on the way, its key checked. The login is a step of its own, since the first channel is
 * asked for in the same flight.
 */
final class SshHop implements AutoCloseable {
  private static final int KEEP_ALIVE_SECONDS = 15;

  private final SshTarget target;
  private final SshOptions options;
  private final SshLogin login;
  private final LoginOrder order;
  private final EarlyExchange early;
  private final SSHClient client;
  private HopSocket socket;
  private boolean loggedIn;

  /**
   * Prepares.
   *
   * @throws UnreachableException when there is no key to log in with
   */
  SshHop(SshTarget target, SshOptions options, LoginOrder order) {
    this.target = target;
    this.options = options;
    this.order = order;
    early = order == LoginOrder.TOGETHER ? new EarlyExchange() : null;
    client = new QuietClient(early == null ? SshAlgorithms.config() : SshAlgorithms.config(early));
    login = new SshLogin(target, options.keys());
  }

  SshTarget target() {
    return target;
  }

  Connection connection() {
    return client.getConnection();
  }

  boolean isConnected() {
    return client.isConnected();
  }

  boolean isLoggedIn() {
    return loggedIn;
  }

  /**
   * Exchanges keys and checks the host's.
   *
   * @param connected to the host
   * @throws UnreachableException when the key is not trusted
   * @throws OutOfStepException when the plain order might do better
   */
  void exchangeKeys(HopSocket connected) throws IOException {
    socket = connected;
    HostKeyCheck check = new HostKeyCheck(target, options.hostKey(), options.knownHosts());
    try {
      int milliseconds = (int) Math.min(options.connectTimeout().toMillis(), Integer.MAX_VALUE);
      client.getTransport().setTimeoutMs(milliseconds);
      client.getConnection().setTimeoutMs(milliseconds);
      client.getConnection().getKeepAlive().setKeepAliveInterval(KEEP_ALIVE_SECONDS);
      client.addHostKeyVerifier(check);
      client.setSocketFactory(socket.factory());
      if (early != null) {
        socket.beforeListening(this::proposeEarly);
      }
      client.connect(target.host(), target.port());
    } catch (SSHException e) {
      Optional<String> refusal = check.refusal();
      if (refusal.isPresent()) {
        throw new UnreachableException(refusal.get(), e);
      }
      if (early != null && socket.hasGreeted()) {
        throw new OutOfStepException("the server did not take up the exchange that we began");
      }
      throw e;
    }
  }

  // sshj waits for the server's identification before it proposes anything, unless it is asked to
  // from elsewhere: RFC 4253, section 4.2, does not want the wait.
  private void proposeEarly() {
    CompletableFuture<Void> proposed =
        socket.accompany(() -> client.getTransport().write(early.firstMessage()));
    Thread thread =
        new Thread(
            () -> {
              try {
                client.getTransport().doKex();
              } catch (IOException | RuntimeException | Error e) {
                // Once it has left, this shows where the key exchange is waited for.
                proposed.completeExceptionally(e);
              }
            },
            "propose to " + target);
    thread.setDaemon(true);
    thread.start();
    try {
      proposed.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UnreachableException unreachable) {
        throw unreachable;
      }
      // It hung up; what it said before tells why.
    }
  }

  /**
   * Logs in, and sends the first packets of a channel together with the login, where the order says
   * so, the server is known to bear it, and the login is the only one or a likely one: each of
   * several may be refused. Else they are not sent at all.
   *
   * @throws UnreachableException when the host takes none of our keys
   * @throws OutOfStepException when the plain order might do better
   */
  void login(FlightStream.Packets first) throws IOException {
    List<SignedLogin> methods = login.methods();
    if (order == LoginOrder.TOGETHER
        && (methods.size() == 1 || methods.get(0).isLikely())
        && LoginOrder.triedWith(client.getTransport().getServerVersion())) {
      loginTogether(methods.get(0), methods.size() > 1, first);
    } else {
      loginAlone();
    }
    loggedIn = true;
  }

  /** Says goodbye. */
  @Override
  public void close() throws IOException {
    client.close();
  }

  private void loginTogether(SignedLogin likely, boolean hasOthers, FlightStream.Packets first)
      throws IOException {
    SentLogin sent = new SentLogin(likely);
    SSHPacket request = signed(sent);
    socket.accompany(
        () -> {
          client.getTransport().write(request);
          first.send();
        });
    try {
      // What this sends is the service request.
      client.auth(target.user(), sent);
    } catch (SSHException e) {
      boolean isAnswered = !client.getUserAuth().getAllowedMethods().isEmpty();
      if (sent.hasOtherWays() || (isAnswered && hasOthers)) {
        throw new OutOfStepException("the first of several ways to log in was refused");
      }
      if (isAnswered) {
        throw refused(e);
      }
      // Lost, and nobody knows what became of the command.
      throw e;
    }
  }

  private SSHPacket signed(SentLogin sent) {
    try {
      return sent.sign(client, target.user());
    } catch (UserAuthException e) {
      throw refused(e);
    }
  }

  private void loginAlone() throws SSHException {
    try {
      client.auth(target.user(), List.<AuthMethod>copyOf(login.methods()));
    } catch (UserAuthException e) {
      throw refused(e);
    }
  }

  private UnreachableException refused(SSHException cause) {
    return login.refused(client.getUserAuth().getAllowedMethods(), cause);
  }
}
