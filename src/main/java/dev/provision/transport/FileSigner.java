package dev.provision.transport;

import java.io.IOException;
import java.security.PrivateKey;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.signature.Signature;

/** A key that was read from a file. */
record FileSigner(PrivateKey key) implements KeySigner {
  @Override
  public byte[] sign(byte[] data, SignatureAlgorithm algorithm) throws IOException {
    try {
      Signature signature = SshAlgorithms.signature(algorithm);
      signature.initSign(key);
      signature.update(data);
      return new Buffer.PlainBuffer()
          .putString(algorithm.signature())
          .putBytes(signature.encode(signature.sign()))
          .getCompactData();
    } catch (SSHRuntimeException e) {
      throw new IOException("this Java does not sign with " + algorithm.signature(), e);
    }
  }

  /** Costs nobody anything, and the question would cost a round trip. */
  @Override
  public boolean asksFirst() {
    return false;
  }
}
