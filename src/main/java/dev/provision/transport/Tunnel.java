package dev.provision.transport;

import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.transport.TransportException;

/**
 * A TCP connection that a host makes for us (RFC 4254, section 7.2). It can be asked for first and
 * waited for later.
 */
final class Tunnel extends DirectConnection {
  private boolean asked;

  Tunnel(Connection connection, SshTarget to) {
    super(connection, to.host(), to.port());
  }

  /** Asks for it, without waiting for the answer. */
  void ask() throws TransportException {
    trans.write(buildOpenReq());
    asked = true;
  }

  /** Waits until it is there, and asks for it unless that was done. */
  @Override
  public void open() throws ConnectionException, TransportException {
    if (!asked) {
      ask();
    }
    openEvent.await(conn.getTimeoutMs(), TimeUnit.MILLISECONDS);
  }
}
