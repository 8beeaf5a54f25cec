package dev.provision.transport;

/** Why a script has ended before it began, in a sentence for people. */
final class Refusal {
  private Refusal() {}

  /**
   * Looks at what was said instead.
   *
   * @param name what people call the host
   */
  static String of(String name, RootProgram program, Capture stdout, Capture stderr, int status) {
    String chatter = stderr.chatter();
    if (chatter.contains(program.marker() + " " + RootProgram.NO_SUDO)) {
      return name + ": we are not root there, and there is no sudo; log in as root or install it";
    }
    if (chatter.contains(program.marker() + " " + RootProgram.WRONG_PASSWORD)) {
      String said = chatter.substring(0, chatter.indexOf(program.marker()));
      return "%s: sudo does not let us become root with the password of PROVISION_SUDO_PASSWORD%s; correct it, or allow sudo without one (NOPASSWD)"
          .formatted(name, inParentheses(said));
    }
    String said = chatter.isBlank() ? stdout.chatter() : chatter;
    if (said.contains("sudo")) {
      return "%s: sudo does not let us become root%s; allow it without a password (NOPASSWD) or set PROVISION_SUDO_PASSWORD"
          .formatted(name, inParentheses(said));
    }
    return "%s: logged in, but no shell started a script: exit status %d%s"
        .formatted(name, status, inParentheses(said));
  }

  /** The last of what was said, where there is something. */
  static String inParentheses(String said) {
    String line = HostText.lastLine(said);
    return line.isEmpty() ? "" : " (" + line + ")";
  }
}
