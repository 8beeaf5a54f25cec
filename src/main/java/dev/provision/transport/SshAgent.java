package dev.provision.transport;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A client of ssh-agent, by OpenSSH's PROTOCOL.agent (draft-miller-ssh-agent): lists the keys that
 * it holds and has it sign with one of them. Each request has its own connection.
 */
final class SshAgent {
  /** A signature with SHA-256 rather than SHA-1; RSA only. */
  static final int RSA_SHA2_256 = 2;

  /** A signature with SHA-512 rather than SHA-1; RSA only. */
  static final int RSA_SHA2_512 = 4;

  private static final int REQUEST_IDENTITIES = 11;
  private static final int IDENTITIES_ANSWER = 12;
  private static final int SIGN_REQUEST = 13;
  private static final int SIGN_RESPONSE = 14;
  private static final int LONGEST_MESSAGE = 256 * 1024;

  private final Path socket;

  SshAgent(Path socket) {
    this.socket = socket;
  }

  /**
   * A key that the agent holds.
   *
   * @param blob the public key, or a certificate, in SSH's wire format
   * @param comment what {@code ssh-add -l} shows beside it
   */
  record Key(byte[] blob, String comment) {
    /** The type: {@code ssh-ed25519}. */
    String type() throws IOException {
      return new String(string(ByteBuffer.wrap(blob)), StandardCharsets.US_ASCII);
    }
  }

  /** The keys in the agent's order. */
  List<Key> keys() throws IOException {
    ByteBuffer answer = ask(new byte[] {REQUEST_IDENTITIES}, IDENTITIES_ANSWER);
    int count = number(answer);
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(new Key(string(answer), new String(string(answer), StandardCharsets.UTF_8)));
    }
    return keys;
  }

  /**
   * Signs.
   *
   * @param flags 0, {@link #RSA_SHA2_256} or {@link #RSA_SHA2_512}
   * @return algorithm and signature in SSH's wire format
   * @throws IOException also when the agent refuses, as one that asks its user may
   */
  byte[] sign(Key key, byte[] data, int flags) throws IOException {
    ByteBuffer request = ByteBuffer.allocate(13 + key.blob().length + data.length);
    request.put((byte) SIGN_REQUEST).putInt(key.blob().length).put(key.blob());
    request.putInt(data.length).put(data).putInt(flags);
    return string(ask(request.array(), SIGN_RESPONSE));
  }

  private ByteBuffer ask(byte[] request, int expected) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      ByteBuffer message = ByteBuffer.allocate(4 + request.length);
      message.putInt(request.length).put(request).flip();
      while (message.hasRemaining()) {
        channel.write(message);
      }
      DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
      int length = in.readInt();
      if (length < 1 || length > LONGEST_MESSAGE) {
        throw new IOException("it does not speak the protocol of ssh-agent");
      }
      ByteBuffer answer = ByteBuffer.wrap(in.readNBytes(length));
      if (answer.remaining() < length) {
        throw new EOFException("it hung up");
      }
      if (answer.get() != expected) {
        throw new IOException("it refused");
      }
      return answer;
    }
  }

  /** Reads a string of SSH's wire format. */
  static byte[] string(ByteBuffer from) throws IOException {
    byte[] bytes = new byte[number(from)];
    from.get(bytes);
    return bytes;
  }

  // A count or a length: never more than what is left.
  private static int number(ByteBuffer from) throws IOException {
    int number = from.remaining() < 4 ? -1 : from.getInt();
    if (number < 0 || number > from.remaining()) {
      throw new IOException("malformed data from ssh-agent");
    }
    return number;
  }
}
