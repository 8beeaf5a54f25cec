package dev.provision;

/** What the process says by ending. Scripts in pipelines depend on the numbers. */
public enum ExitCode implements ExitStatus {
  /** Done, in sync, every check passed. */
  OK(0),
  /** A bug in provision; the JVM's own failures are 1 too, so 1 never means drift. */
  INTERNAL(1),
  /** The question was answered with <em>different</em>: plan not empty, drift, a failed check. */
  DIFFERENT(2),
  /** Apply failed; the host is back at what it was. */
  ROLLED_BACK(3),
  /** Apply failed and so did going back; the message says what to do by hand. */
  BROKEN(4),
  /** Bad flags. */
  USAGE(64),
  /** A host could not be reached or would not let us in. */
  UNAVAILABLE(69),
  /** The work is done, and its result could not be written; EX_IOERR of sysexits.h. */
  OUTPUT_LOST(74),
  /** Another apply holds the host's lock, or what a rollback would take away is in use. */
  BUSY(75),
  /** The profile or the inventory is unsound. */
  INVALID_PROFILE(78),
  /** A container's time ran out, and it is gone; what timeout(1) ends with. */
  TIMED_OUT(124),
  /** Podman will not, or could not; what its own command line ends with. */
  REFUSED(125);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  @Override
  public int number() {
    return number;
  }
}
