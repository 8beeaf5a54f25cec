package dev.provision.podman;

/**
 * What a container printed on one stream.
 *
 * @param bytes the end of it; anything, not always UTF-8
 * @param total how many there were
 */
public record Printed(byte[] bytes, long total) {
  public Printed {
    bytes = bytes.clone();
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Whether the beginning is missing. */
  public boolean isTruncated() {
    return total > bytes.length;
  }
}
