package dev.provision.verify.answer;

/**
 * One unit of the account, as its systemd tells.
 *
 * @param enabled what {@code systemctl is-enabled} says
 */
public record UnitState(String enabled, UnitProperties properties) {
  private static final int A_WHILE = 60;

  /**
   * Running, or a job of its own that ended well: Result says success before the first run, too.
   */
  public boolean isUp() {
    return is("ActiveState", "active")
        || is("ActiveState", "reloading")
        || (is("ActiveState", "inactive")
            && is("Type", "oneshot")
            && is("Result", "success")
            && !text("InactiveEnterTimestampMonotonic").matches("0?"));
  }

  /** How it is doing, in systemd's words: {@code failed (exit-code)}. */
  public String activity() {
    String sub = text("SubState");
    String result = text("Result");
    boolean ended = is("ActiveState", "failed") || is("ActiveState", "inactive");
    return text("ActiveState")
        + " ("
        + (ended && !result.isEmpty() && !result.equals("success") ? result : sub)
        + ")";
  }

  /** Whether systemd starts it again and again: by itself, and the last time just now. */
  public boolean loops() {
    boolean again = !text("NRestarts").matches("0?");
    return again && (is("SubState", "auto-restart") || secondsUp() < A_WHILE);
  }

  /** How often systemd has started it again by itself. */
  public String restarts() {
    String times = text("NRestarts");
    return times.isEmpty() ? "0" : times;
  }

  /** Nothing that is up for a while is in a loop, whatever happened before. */
  private long secondsUp() {
    String since = text("ActiveEnterTimestampMonotonic");
    String now = text("Now");
    boolean known = since.matches("[0-9]{1,18}") && now.matches("[0-9]{1,12}");
    return known ? Long.parseLong(now) - Long.parseLong(since) / 1_000_000 : 0;
  }

  /** The file that it comes from: the source of a generated one. */
  public String file() {
    return text("File");
  }

  /** A property's value; empty where it has none. */
  public String text(String property) {
    return properties.get(property).orElse("");
  }

  private boolean is(String property, String value) {
    return text(property).equals(value);
  }
}
