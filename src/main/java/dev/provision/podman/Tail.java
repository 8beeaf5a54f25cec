package dev.provision.podman;

/** Keeps the end of a stream, and counts the rest: a container may print without end. */
final class Tail {
  private final byte[] ring;
  private long total;

  /** Keeps at most so many bytes. */
  Tail(int most) {
    ring = new byte[most];
  }

  void add(byte[] bytes, int offset, int length) {
    int skipped = Math.max(0, length - ring.length);
    int at = (int) ((total + skipped) % ring.length);
    int count = length - skipped;
    int first = Math.min(count, ring.length - at);
    System.arraycopy(bytes, offset + skipped, ring, at, first);
    System.arraycopy(bytes, offset + skipped + first, ring, 0, count - first);
    total += length;
  }

  Printed printed() {
    int count = (int) Math.min(total, ring.length);
    byte[] kept = new byte[count];
    int at = total > ring.length ? (int) (total % ring.length) : 0;
    int first = Math.min(count, ring.length - at);
    System.arraycopy(ring, at, kept, 0, first);
    System.arraycopy(ring, 0, kept, first, count - first);
    return new Printed(kept, total);
  }
}
