package dev.provision.imports;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Variables that a profile, which lies in a repository, must not have. */
final class Secrets {
  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*(?:token|passw(?:or)?d|passphrase|secret|credential|api_?key|access_?key"
              + "|account_?key|private|connection_?string|auth_config).*"
              + "|(?:.*_)?(?:pat|sas|auth|pwd)");

  /** As of a proxy or a feed; the part before the at sign is for one reader only. */
  private static final Pattern LOGIN = Pattern.compile("://[^/@\\s:]*:[^/@\\s]+@");

  /** What stands before the first equals sign of a line that is no continuation. */
  private static final Pattern KEY = Pattern.compile("(?m)(?<!\\\\\\n)^[\\w \\t-]*+=");

  private static final Pattern VARIABLE = Pattern.compile("\\b([A-Za-z_]\\w*+)=(\\S*)");

  private Secrets() {}

  /** The first that a unit hands to what it runs: the variable, or "a login". */
  static Optional<String> in(String unit) {
    String values = KEY.matcher(unit).replaceAll(" ");
    Matcher variable = VARIABLE.matcher(values);
    while (variable.find()) {
      if (mayBe(variable.group(1), variable.group(2))) {
        return Optional.of(variable.group(1));
      }
    }
    return LOGIN.matcher(values).find() ? Optional.of("a login") : Optional.empty();
  }

  static boolean mayBe(String name, String value) {
    return !name.equals("PWD") && NAME.matcher(name).matches() || LOGIN.matcher(value).find();
  }

  static String told(String name) {
    return name + " may be a secret, and was not copied";
  }
}
