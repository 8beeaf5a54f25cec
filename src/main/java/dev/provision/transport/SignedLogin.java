package dev.provision.transport;

import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AuthMethod;

/** A login that can be asked for in one message, without a question before it. */
interface SignedLogin extends AuthMethod {
  /**
   * The request with its signature (RFC 4252, section 7).
   *
   * @throws UserAuthException when nothing signs it
   */
  SSHPacket signedRequest() throws UserAuthException;

  /**
   * Whether the server will probably take it although others could be tried after it: then it is
   * worth a second connection to find out.
   */
  boolean isLikely();
}
