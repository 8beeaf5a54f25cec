package dev.provision.transport;

import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.Service;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.Transport;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuth;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.UserAuthImpl;
import net.schmizz.sshj.userauth.method.AuthMethod;

/** sshj's client, deaf to banners: it gives up a login over one that is longer than 32 KiB. */
final class QuietClient extends SSHClient {
  private final UserAuth login = new Login(trans);

  QuietClient(Config config) {
    super(config);
  }

  @Override
  public UserAuth getUserAuth() {
    return login;
  }

  // As the super class does.
  @Override
  public void auth(String user, Iterable<AuthMethod> methods)
      throws UserAuthException, TransportException {
    UserAuthException last = null;
    for (AuthMethod method : methods) {
      method.setLoggerFactory(loggerFactory);
      try {
        if (login.authenticate(user, (Service) conn, method, trans.getTimeoutMs())) {
          return;
        }
      } catch (UserAuthException e) {
        last = e;
      }
    }
    throw new UserAuthException("Exhausted available authentication methods", last);
  }

  private static final class Login extends UserAuthImpl {
    Login(Transport transport) {
      super(transport);
    }

    @Override
    public void handle(Message message, SSHPacket packet) throws SSHException {
      if (message != Message.USERAUTH_BANNER) {
        super.handle(message, packet);
      }
    }
  }
}
