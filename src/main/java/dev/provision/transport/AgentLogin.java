package dev.provision.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/**
 * Login with a key of ssh-agent (RFC 4252, section 7): of several, asks the server whether the key
 * would do before the agent is asked to sign. Keys with certificates and on tokens work too.
 */
final class AgentLogin extends AbstractAuthMethod implements SignedLogin {
  private static final String CERTIFICATE = "-cert-v01@openssh.com";

  private final SshAgent agent;
  private final SshAgent.Key key;
  private final List<Algorithm> algorithms;

  /** A name in SSH's registry, and what the agent must be told to sign for it. */
  private record Algorithm(String name, int flags) {
    /** The name inside of the signature. */
    String signature() {
      return name.endsWith(CERTIFICATE)
          ? name.substring(0, name.length() - CERTIFICATE.length())
          : name;
    }
  }

  AgentLogin(SshAgent agent, SshAgent.Key key) throws IOException {
    super("publickey");
    this.agent = agent;
    this.key = key;
    algorithms = algorithms(key.type());
  }

  @Override
  protected SSHPacket buildReq() throws UserAuthException {
    return request(false, algorithms.get(0));
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

  @Override
  public SSHPacket signedRequest() throws UserAuthException {
    IOException failure = null;
    for (Algorithm algorithm : algorithms) {
      SSHPacket request = request(true, algorithm);
      try {
        byte[] signature = agent.sign(key, signed(request), algorithm.flags());
        if (name(signature).equals(algorithm.signature())) {
          return request.putBytes(signature);
        }
      } catch (IOException e) {
        failure = e;
      }
    }
    throw new UserAuthException("ssh-agent did not sign with " + key.comment(), failure);
  }

  private SSHPacket request(boolean isSigned, Algorithm algorithm) throws UserAuthException {
    return super.buildReq().putBoolean(isSigned).putString(algorithm.name()).putString(key.blob());
  }

  private byte[] signed(SSHPacket request) {
    return new Buffer.PlainBuffer()
        .putString(params.getTransport().getSessionID())
        .putBuffer(request)
        .getCompactData();
  }

  private static String name(byte[] signature) throws IOException {
    return new String(SshAgent.string(ByteBuffer.wrap(signature)), StandardCharsets.US_ASCII);
  }

  private static List<Algorithm> algorithms(String type) {
    if (!type.equals("ssh-rsa") && !type.equals("ssh-rsa" + CERTIFICATE)) {
      // Agents know no other way to sign with any other type.
      return List.of(new Algorithm(type, 0));
    }
    String suffix = type.substring("ssh-rsa".length());
    return List.of(
        new Algorithm("rsa-sha2-512" + suffix, SshAgent.RSA_SHA2_512),
        new Algorithm("rsa-sha2-256" + suffix, SshAgent.RSA_SHA2_256));
  }
}
