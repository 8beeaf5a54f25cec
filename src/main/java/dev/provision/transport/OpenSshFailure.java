package dev.provision.transport;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why {@code ssh} did not get there, in one sentence with what it said. */
final class OpenSshFailure {
  private static final String CHANGED = "REMOTE HOST IDENTIFICATION HAS CHANGED";

  /** Of the many lines of a warning, those that say which key and where. */
  private static final List<String> TELLING =
      List.of("The fingerprint for ", "SHA256:", "Offending ", "Host key for ");

  /** Another try will hear the same. */
  private static final List<String> FINAL =
      List.of(
          "Host key verification failed",
          "Permission denied",
          "Bad configuration option",
          "terminating, ",
          "No such file or directory",
          "Too many authentication failures");

  private OpenSshFailure() {}

  static UnreachableException of(String name, OpenSshEnding ending) {
    String said = ending.lastWords();
    if (ending.hasBegun()) {
      return new UnreachableException(
          name + ": the connection was lost before the script ended" + Refusal.inParentheses(said));
    }
    if (said.contains(CHANGED)) {
      return new UnreachableException(
          "%s: ITS HOST KEY HAS CHANGED. Someone may be listening in, or the host was set up anew. ssh says: %s"
              .formatted(name, telling(said)));
    }
    Optional<String> reason = FINAL.stream().filter(said::contains).findFirst();
    String sentence = name + ": ssh did not get in" + Refusal.inParentheses(said);
    return reason.isPresent()
        ? new UnreachableException(sentence)
        : new NoConnectionException(sentence, null);
  }

  private static String telling(String said) {
    return said.lines()
        .filter(line -> TELLING.stream().anyMatch(line::contains))
        .map(HostText::line)
        .collect(Collectors.joining(" "));
  }
}
