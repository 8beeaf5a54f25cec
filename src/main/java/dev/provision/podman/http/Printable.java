package dev.provision.podman.http;

/** Bytes of a server, made fit to stand inside a message. */
final class Printable {
  private static final int LONGEST = 80;

  private Printable() {}

  /** At most 80 characters of ASCII; whatever else becomes {@code ?}. */
  static String of(String text) {
    String start = text.substring(0, Math.min(LONGEST, text.length()));
    return start.replaceAll("[^ -~]", "?") + (text.length() > LONGEST ? "..." : "");
  }
}
