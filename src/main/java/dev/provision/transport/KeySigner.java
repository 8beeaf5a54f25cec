package dev.provision.transport;

import java.io.IOException;

/** Signs with one private key, wherever that is. */
interface KeySigner {
  /**
   * Signs.
   *
   * @return algorithm and signature in SSH's wire format
   * @throws IOException when it does not, or not in this way
   */
  byte[] sign(byte[] data, SignatureAlgorithm algorithm) throws IOException;

  /**
   * Whether a signature may cost somebody's attention, as that of an agent does which asks its
   * user. Then the server is asked first whether it would take the key.
   */
  boolean asksFirst();
}
