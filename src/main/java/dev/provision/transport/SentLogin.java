package dev.provision.transport;

import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.Transport;
import net.schmizz.sshj.userauth.AuthParams;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/** A login whose request someone else sends, before sshj would; sshj waits for the answer. */
final class SentLogin extends AbstractAuthMethod {
  private final SignedLogin login;
  private volatile boolean otherWays;

  SentLogin(SignedLogin login) {
    super(login.getName());
    this.login = login;
  }

  /**
   * Makes the request.
   *
   * @param client has exchanged keys: the signature is for this session only
   */
  SSHPacket sign(SSHClient client, String user) throws UserAuthException {
    login.init(new Params(client.getTransport(), user));
    return login.signedRequest();
  }

  /** After a refusal: whether the same key could be offered in another way. */
  boolean hasOtherWays() {
    return otherWays;
  }

  @Override
  public void request() {
    // It is on its way.
  }

  @Override
  public boolean shouldRetry() {
    otherWays = login.shouldRetry();
    return false;
  }

  private record Params(Transport transport, String user) implements AuthParams {
    @Override
    public String getNextServiceName() {
      return "ssh-connection";
    }

    @Override
    public Transport getTransport() {
      return transport;
    }

    @Override
    public String getUsername() {
      return user;
    }
  }
}
