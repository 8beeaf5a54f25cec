package dev.provision.report;

/**
 * What a report is about.
 *
 * @param profile its name
 * @param host what people call the host
 */
public record Subject(String profile, String host) {
  public Subject {
    profile = HostText.line(profile);
    host = HostText.line(host);
  }

  @Override
  public String toString() {
    return profile + " on " + host;
  }
}
