package dev.provision.profile;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Variables that do not come through the agent's start as they were set: a script of root's, in
 * bash, sources the file that exports them, then {@code sudo -E} runs {@code runuser}, which starts
 * bash again. Tried with sudo 1.9.13 and bash 5.2.
 */
final class LostVariables {

  /**
   * What sudo removes, even with -E; "Environment variables to remove" of {@code sudo -V} as root,
   * which is initial_badenv_table in plugins/sudoers/env.c.
   */
  private static final Set<String> REMOVED =
      Set.of(
          "BASHOPTS",
          "BASH_ENV",
          "CDPATH",
          "ENV",
          "FPATH",
          "GLOBIGNORE",
          "HOSTALIASES",
          "IFS",
          "JAVA_TOOL_OPTIONS",
          "LOCALDOMAIN",
          "NLSPATH",
          "NULLCMD",
          "PATH_LOCALE",
          "PERL5DB",
          "PERL5LIB",
          "PERL5OPT",
          "PERLIO_DEBUG",
          "PERLLIB",
          "PS4",
          "PYTHONHOME",
          "PYTHONINSPECT",
          "PYTHONPATH",
          "PYTHONUSERBASE",
          "READNULLCMD",
          "RES_OPTIONS",
          "RUBYLIB",
          "RUBYOPT",
          "SHELLOPTS",
          "TERMCAP",
          "TERMINFO",
          "TERMINFO_DIRS",
          "TERMPATH",
          "TMPPREFIX",
          "ZDOTDIR");

  /** Patterns of the same list. */
  private static final Pattern REMOVED_FAMILY = Pattern.compile("LD_.*|_RLD.*");

  /** runuser(1) sets the first four, sudo(8) the others. */
  private static final Set<String> REPLACED =
      Set.of(
          "HOME", "LOGNAME", "SHELL", "USER", "SUDO_COMMAND", "SUDO_GID", "SUDO_UID", "SUDO_USER");

  /** bash(1), Shell Variables: read-only, or what the shell makes of it by itself. */
  private static final Set<String> OF_THE_SHELL =
      Set.of(
          "BASH",
          "BASHPID",
          "BASH_ALIASES",
          "BASH_ARGC",
          "BASH_ARGV",
          "BASH_ARGV0",
          "BASH_CMDS",
          "BASH_COMMAND",
          "BASH_EXECUTION_STRING",
          "BASH_LINENO",
          "BASH_SOURCE",
          "BASH_SUBSHELL",
          "BASH_VERSINFO",
          "BASH_VERSION",
          "COMP_WORDBREAKS",
          "DIRSTACK",
          "EPOCHREALTIME",
          "EPOCHSECONDS",
          "EUID",
          "FUNCNAME",
          "GROUPS",
          "HISTCMD",
          "LINENO",
          "OLDPWD",
          "OPTERR",
          "OPTIND",
          "PPID",
          "PS1",
          "PS2",
          "PWD",
          "RANDOM",
          "SECONDS",
          "SHLVL",
          "SRANDOM",
          "UID",
          "_");

  /** "Environment variables to check" of the same output, but TZ; initial_checkenv_table. */
  private static final Pattern CHECKED =
      Pattern.compile("COLORTERM|LANG|LANGUAGE|LC_.*|LINGUAS|TERM");

  private LostVariables() {}

  /** Why no step gets a variable of this name. */
  static Optional<String> name(String name) {
    if (name.equals("PATH")) {
      return Optional.of("no PATH set here reaches a step: sudo's secure_path wins");
    }
    if (OF_THE_SHELL.contains(name)) {
      return Optional.of(name + " belongs to the shell: bash refuses it or sets it itself");
    }
    if (REPLACED.contains(name)) {
      return Optional.of("sudo and runuser set " + name + " themselves");
    }
    return REMOVED.contains(name) || REMOVED_FAMILY.matcher(name).matches()
        ? Optional.of("sudo removes " + name + ", even with -E, so no step gets it")
        : Optional.empty();
  }

  /** Why sudo removes a variable for its value; plugins/sudoers/env.c, matches_env_check. */
  static Optional<String> value(String name, String value) {
    if (value.startsWith("()")) {
      return Optional.of("starts with (), which sudo takes for a function of bash and removes");
    }
    if (CHECKED.matcher(name).matches() && value.matches("(?s).*[/%].*")) {
      return Optional.of("has a / or a %, for which sudo removes " + name);
    }
    return name.equals("TZ") && !isZone(value)
        ? Optional.of("is not a time zone that sudo lets through")
        : Optional.empty();
  }

  /** tz_is_sane in the same file. */
  private static boolean isZone(String value) {
    String zone = value.startsWith(":") ? value.substring(1) : value;
    boolean outside = zone.startsWith("/") && !zone.startsWith("/usr/share/zoneinfo/");
    return !outside && zone.matches("[!-~]*") && !("/" + zone + "/").contains("/../");
  }
}
