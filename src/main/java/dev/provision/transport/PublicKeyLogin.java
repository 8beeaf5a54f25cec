package dev.provision.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/**
 * Login with one key or certificate (RFC 4252, section 7). sshj has such a thing, but it knows of
 * no RSA certificate without SHA-1, and of no key that is elsewhere.
 */
final class PublicKeyLogin extends AbstractAuthMethod implements SignedLogin {
  private final byte[] blob;
  private final KeySigner signer;
  private final boolean likely;

  /** Those that the server has not refused. */
  private final Deque<SignatureAlgorithm> algorithms;

  /**
   * Prepares.
   *
   * @param blob the public key, or a certificate for it, in SSH's wire format
   * @param likely see {@link SignedLogin#isLikely()}
   * @throws IOException when the blob is none
   */
  PublicKeyLogin(byte[] blob, KeySigner signer, boolean likely) throws IOException {
    super("publickey");
    this.blob = blob;
    this.signer = signer;
    this.likely = likely;
    algorithms = new ArrayDeque<>(SignatureAlgorithm.ofType(name(blob)));
  }

  @Override
  public boolean isLikely() {
    return likely;
  }

  @Override
  protected SSHPacket buildReq() throws UserAuthException {
    return signer.asksFirst() ? request(false, algorithms.getFirst()) : signedRequest();
  }

  /** The server would take the key. */
  @Override
  public void handle(Message message, SSHPacket packet)
      throws UserAuthException, TransportException {
    if (message != Message.USERAUTH_60) {
      super.handle(message, packet);
      return;
    }
    params.getTransport().write(signedRequest());
  }

  /** Whether a key that was refused could be used in another way; one of an agent is asked once. */
  @Override
  public boolean shouldRetry() {
    if (signer.asksFirst()) {
      return false;
    }
    algorithms.poll();
    return !algorithms.isEmpty();
  }

  @Override
  public SSHPacket signedRequest() throws UserAuthException {
    IOException failure = null;
    for (SignatureAlgorithm algorithm : algorithms) {
      SSHPacket request = request(true, algorithm);
      try {
        byte[] signature = signer.sign(signed(request), algorithm);
        if (name(signature).equals(algorithm.signature())) {
          return request.putBytes(signature);
        }
      } catch (IOException e) {
        failure = e;
      }
    }
    throw new UserAuthException("there is no signature with this key", failure);
  }

  private SSHPacket request(boolean isSigned, SignatureAlgorithm algorithm)
      throws UserAuthException {
    return super.buildReq().putBoolean(isSigned).putString(algorithm.name()).putString(blob);
  }

  private byte[] signed(SSHPacket request) {
    return new Buffer.PlainBuffer()
        .putString(params.getTransport().getSessionID())
        .putBuffer(request)
        .getCompactData();
  }

  /** What keys, certificates and signatures begin with. */
  private static String name(byte[] blob) throws IOException {
    return new String(SshAgent.string(ByteBuffer.wrap(blob)), StandardCharsets.US_ASCII);
  }
}
