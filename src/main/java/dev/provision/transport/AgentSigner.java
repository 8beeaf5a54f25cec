package dev.provision.transport;

import java.io.IOException;

/** A key that an ssh-agent holds, maybe on a token. */
record AgentSigner(SshAgent agent, SshAgent.Key key) implements KeySigner {
  @Override
  public byte[] sign(byte[] data, SignatureAlgorithm algorithm) throws IOException {
    int flags =
        switch (algorithm.signature()) {
          case "rsa-sha2-512" -> SshAgent.RSA_SHA2_512;
          case "rsa-sha2-256" -> SshAgent.RSA_SHA2_256;
          // Agents know no other way to sign with any other type.
          default -> 0;
        };
    return agent.sign(key, data, flags);
  }

  @Override
  public boolean asksFirst() {
    return true;
  }
}
