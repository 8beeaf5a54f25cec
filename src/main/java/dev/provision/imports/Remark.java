package dev.provision.imports;

/**
 * Something on a host that does not do what it was meant to do, or that no profile can say.
 *
 * @param key of the profile that it concerns
 * @param place on the host, with line and column where that is known; else the key
 */
public record Remark(String key, String place, String message, String remedy) {
  @Override
  public String toString() {
    return place + ": " + message + (remedy.isEmpty() ? "" : "; " + remedy);
  }
}
