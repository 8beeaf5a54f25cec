package dev.provision.verify.answer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The limits of a process: /proc/PID/limits, proc_pid_limits(5).
 *
 * @param limits name as {@code --ulimit} takes it to limit
 */
public record ProcessLimits(Map<String, Limit> limits) {
  private static final Map<String, String> LABELS =
      Map.ofEntries(
          Map.entry("as", "Max address space"),
          Map.entry("core", "Max core file size"),
          Map.entry("cpu", "Max cpu time"),
          Map.entry("data", "Max data size"),
          Map.entry("fsize", "Max file size"),
          Map.entry("locks", "Max file locks"),
          Map.entry("memlock", "Max locked memory"),
          Map.entry("msgqueue", "Max msgqueue size"),
          Map.entry("nice", "Max nice priority"),
          Map.entry("nofile", "Max open files"),
          Map.entry("nproc", "Max processes"),
          Map.entry("rss", "Max resident set"),
          Map.entry("rtprio", "Max realtime priority"),
          Map.entry("rttime", "Max realtime timeout"),
          Map.entry("sigpending", "Max pending signals"),
          Map.entry("stack", "Max stack size"));

  /**
   * Both limits of a resource.
   *
   * @param soft a number or {@code unlimited}
   * @param hard likewise
   */
  public record Limit(String soft, String hard) {
    @Override
    public String toString() {
      return soft + ":" + hard;
    }

    /**
     * The limits of {@code SOFT:HARD} or {@code BOTH}, where -1 is unlimited; podman-run(1),
     * --ulimit.
     */
    public static Limit parse(String text) {
      int colon = text.indexOf(':');
      String soft = colon < 0 ? text : text.substring(0, colon);
      return new Limit(word(soft), word(colon < 0 ? text : text.substring(colon + 1)));
    }

    private static String word(String value) {
      return value.equals("-1") ? "unlimited" : value;
    }
  }

  public ProcessLimits {
    limits = Map.copyOf(limits);
  }

  /** Reads the table; other lines do not matter. */
  public static ProcessLimits parse(String text) {
    var limits = new HashMap<String, Limit>();
    text.lines()
        .forEach(
            line ->
                LABELS.forEach(
                    (name, label) -> {
                      if (line.startsWith(label + " ")) {
                        String[] columns = line.substring(label.length()).strip().split(" +");
                        if (columns.length >= 2) {
                          limits.putIfAbsent(name, new Limit(columns[0], columns[1]));
                        }
                      }
                    }));
    return new ProcessLimits(limits);
  }

  /** The limits of a resource. */
  public Optional<Limit> get(String name) {
    return Optional.ofNullable(limits.get(name));
  }
}
