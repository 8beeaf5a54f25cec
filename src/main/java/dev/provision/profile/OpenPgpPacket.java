package dev.provision.profile;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A packet of an OpenPGP message; RFC 4880, section 4. */
record OpenPgpPacket(int tag, byte[] body) {

  static List<OpenPgpPacket> all(byte[] bytes) throws OpenPgpKey.UnsoundException {
    var packets = new ArrayList<OpenPgpPacket>();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      while (in.hasRemaining()) {
        packets.add(next(in));
      }
    } catch (BufferUnderflowException e) {
      throw new OpenPgpKey.UnsoundException("is cut off");
    }
    return packets;
  }

  private static OpenPgpPacket next(ByteBuffer in) throws OpenPgpKey.UnsoundException {
    int header = in.get() & 0xff;
    if ((header & 0x80) == 0) {
      throw new OpenPgpKey.UnsoundException("is not an OpenPGP key");
    }
    boolean newFormat = (header & 0x40) != 0;
    int tag = newFormat ? header & 0x3f : (header >> 2) & 0x0f;
    int length = newFormat ? newLength(in) : oldLength(in, header & 3);
    if (length < 0 || length > in.remaining()) {
      throw new OpenPgpKey.UnsoundException("is cut off");
    }
    var body = new byte[length];
    in.get(body);
    return new OpenPgpPacket(tag, body);
  }

  private static int oldLength(ByteBuffer in, int type) throws OpenPgpKey.UnsoundException {
    return switch (type) {
      case 0 -> in.get() & 0xff;
      case 1 -> in.getShort() & 0xffff;
      case 2 -> in.getInt();
      default -> throw new OpenPgpKey.UnsoundException("has a packet of indefinite length");
    };
  }

  private static int newLength(ByteBuffer in) throws OpenPgpKey.UnsoundException {
    int first = in.get() & 0xff;
    if (first < 192) {
      return first;
    }
    if (first < 224) {
      return ((first - 192) << 8) + (in.get() & 0xff) + 192;
    }
    if (first < 255) {
      throw new OpenPgpKey.UnsoundException("has a packet of partial length");
    }
    return in.getInt();
  }
}
