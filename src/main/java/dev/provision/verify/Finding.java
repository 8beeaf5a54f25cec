package dev.provision.verify;

/**
 * What a check found about one property.
 *
 * @param check id of the check: {@code podman.storage}
 * @param property what was looked at: {@code store.graphDriverName}
 * @param why it matters to a pipeline; may be empty
 * @param remedy what to do, empty when it passed; why nothing, when it is tolerated or skipped
 */
public record Finding(
    String check,
    Status status,
    String property,
    String expected,
    String actual,
    String why,
    String remedy) {

  /** The verdict. */
  public enum Status {
    PASSED,
    FAILED,
    /** Not as expected, and the profile takes it for normal. */
    TOLERATED,
    /** Not looked at, because somebody said so. */
    SKIPPED,
    /** The check could not run: never counted as passed. */
    UNKNOWN
  }

  /** A property that is as expected. */
  public static Finding passed(String check, String property, String actual) {
    return new Finding(check, Status.PASSED, property, actual, actual, "", "");
  }

  /** A property that is not as expected. */
  public static Finding failed(
      String check, String property, String expected, String actual, String remedy) {
    return new Finding(check, Status.FAILED, property, expected, actual, "", remedy);
  }

  /** A property that is not as expected, and need not be. */
  public static Finding tolerated(
      String check, String property, String expected, String actual, String reason) {
    return new Finding(check, Status.TOLERATED, property, expected, actual, "", reason);
  }

  /** A property that could not be looked at. */
  public static Finding unknown(
      String check, String property, String expected, String reason, String remedy) {
    return new Finding(check, Status.UNKNOWN, property, expected, reason, "", remedy);
  }

  /** A check that was not asked for. */
  public static Finding skipped(String check, String reason) {
    return new Finding(check, Status.SKIPPED, "check", "", "not looked at", "", reason);
  }

  /** The same, with why it matters to a pipeline. */
  public Finding because(String reason) {
    return new Finding(check, status, property, expected, actual, reason, remedy);
  }
}
