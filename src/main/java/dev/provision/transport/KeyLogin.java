package dev.provision.transport;

import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.method.KeyedAuthMethod;

/**
 * Login with one key (RFC 4252, section 7), signed at once: asking first whether the key would do
 * costs a round trip.
 */
final class KeyLogin extends KeyedAuthMethod implements SignedLogin {
  KeyLogin(KeyProvider keys) {
    super("publickey", keys);
  }

  @Override
  public SSHPacket signedRequest() throws UserAuthException {
    return putSig(putPubKey(super.buildReq().putBoolean(true)));
  }

  @Override
  protected SSHPacket buildReq() throws UserAuthException {
    return signedRequest();
  }
}
