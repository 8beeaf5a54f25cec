package dev.provision.imports;

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

  private Secrets() {}

  static boolean mayBe(String name, String value) {
    return !name.equals("PWD") && NAME.matcher(name).matches() || LOGIN.matcher(value).find();
  }

  static String told(String name) {
    return name + " may be a secret, and was not copied";
  }
}
