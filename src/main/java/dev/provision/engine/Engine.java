package dev.provision.engine;

import dev.provision.profile.Profile;
import dev.provision.transport.Transport;
import dev.provision.verify.Finding;
import java.util.List;

/** Plans, applies and verifies one profile on one host. */
public final class Engine {
  private final Profile profile;
  private final Transport host;
  private final Progress progress;

  public Engine(Profile profile, Transport host, Progress progress) {
    this.profile = profile;
    this.host = host;
    this.progress = progress;
  }

  /** What apply would change; changes nothing. */
  public Inspection plan() {
    throw new UnsupportedOperationException(profile.name() + host.name() + progress);
  }

  /**
   * Brings the host to the desired state and verifies it.
   *
   * @throws RolledBackException when that failed and the host is as before
   * @throws BrokenException when going back failed too
   * @throws BusyException when another apply is at work on the host
   */
  public ApplyResult apply() {
    throw new UnsupportedOperationException();
  }

  /** Judges the running host; at least one finding. */
  public List<Finding> verify() {
    throw new UnsupportedOperationException();
  }
}
