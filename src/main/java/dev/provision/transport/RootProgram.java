package dev.provision.transport;

import dev.provision.Remembered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A {@link Script} made ready to start on a host: the words of one command, and the bytes for its
 * standard input.
 *
 * <p>The words are {@code /bin/sh -c OUTER provision ...}. They contain only characters that every
 * login shell (dash, bash, fish, tcsh) reads alike inside single quotes: neither a single quote nor
 * a backslash, a newline or an exclamation mark. The script therefore travels in Base64, and packed
 * by gzip, which Debian calls essential: a line sends 14 KB before it first waits for an answer
 * (RFC 6928).
 *
 * <p>OUTER is root already, or becomes it through sudo. What sudo starts is a short fixed loader,
 * so that sudo does not log whole programs; the loader reads the program from its standard input,
 * ahead of the script's data. It first skips everything up to a marker line: were a password sent
 * that sudo did not ask for, the script would not see it. {@code read} takes single bytes from a
 * pipe and {@code dd} with {@code fullblock} exactly what it is told, so both leave the data alone;
 * {@code sh -s} does not.
 *
 * <p>The marker is also the first line that root prints, on both streams: everything before it is
 * the chatter of login scripts.
 *
 * @param words the command
 * @param input for its standard input
 * @param marker the line that says that the script starts, without its line end
 */
record RootProgram(List<String> words, byte[] input, String marker) {
  /** Seconds between SIGTERM and SIGKILL when the script outlives its limit. */
  static final int KILL_AFTER_SECONDS = 5;

  /** After the marker on standard error: the host has no sudo. */
  static final String NO_SUDO = "no-sudo";

  /** After the marker on standard error: sudo wanted a password and not this one. */
  static final String WRONG_PASSWORD = "wrong-password";

  /**
   * Linux allows 128 KiB for one argument, and the login shell gets the whole command as one.
   * Base64 makes four bytes of three. Packed it is far less.
   */
  private static final int LONGEST_IN_COMMAND = 120 * 1024 / 4 * 3;

  // $1 marker, $2 the program's length in bytes, $3 loader, $4 the program, packed and in Base64,
  // $5 "password" when its line comes first on standard input, else "none", $6 a program that tells
  // who runs it. Whoever feeds sudo is ended when sudo ends: our standard input may still be open
  // then. A password is first tried alone, with nothing behind it: sudo would take the next lines
  // for further guesses, and three of them can lock an account. -k: ask even where it asked lately,
  // so that it is known who reads the line. Descriptor 3 is for what the script prints: the own
  // standard error of this shell goes away, since it would say "Killed" there.
  private static final String OUTER =
      oneLine(
          """
          program=$(echo "$4" | base64 -d | gzip -dc); password=;
          if [ "$5" = password ]; then IFS= read -r password; fi;
          if [ "$(id -u)" = 0 ]; then eval "$program"; exit; fi;
          LC_ALL=C; export LC_ALL;
          secret() { printf %s "$password"; echo; };
          feed() { echo "$1"; printf %s "$program"; exec cat 2>/dev/null; };
          root() { read -r feeder; (exec sudo "$@" 2>&3); status=$?; kill "$feeder"; exit "$status"; };
          if command -v sudo >/dev/null; then :; else echo "$1 no-sudo" >&2; exit 1; fi;
          exec 3>&2;
          if [ "$5" = none ] || sudo -n -k -- /bin/sh -c : </dev/null >/dev/null 2>&1; then
          exec 2>/dev/null;
          { /bin/sh -c "$6"; feed "$1"; } |
          root -n -- /bin/sh -c "$3" provision "$1" "$2";
          elif secret | sudo -S -k -p "" -- /bin/sh -c : >/dev/null; then
          exec 2>/dev/null;
          { /bin/sh -c "$6"; secret; feed "$1"; } |
          root -S -k -p "" -- /bin/sh -c "$3" provision "$1" "$2";
          else echo "$1 wrong-password" >&2; exit 1; fi
          """);
  private static final String TELL_PARENT = "echo $PPID";
  private static final String LOADER =
      oneLine(
          """
          while IFS= read -r line; do if [ "$line" = "$1" ]; then break; fi; done;
          eval "$(dd bs="$2" count=1 iflag=fullblock 2>/dev/null)"
          """);
  // Proxy settings of /etc/environment stay, and who called sudo. All else of the caller goes: one
  // XDG_CONFIG_HOME or APT_CONFIG of his would have things written where nobody looks for them.
  private static final String SURROUNDINGS =
      """
      cd / && umask 022
      set --
      for name in http_proxy https_proxy ftp_proxy no_proxy HTTP_PROXY HTTPS_PROXY FTP_PROXY \\
        NO_PROXY SUDO_USER; do
        eval "value=\\${$name-}"
        [ -z "$value" ] || set -- "$@" "$name=$value"
      done
      PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
      """;
  private static final String CLEAN =
      "exec env -i PATH=\"$PATH\" HOME=/root LC_ALL=C.UTF-8 LANG=C.UTF-8 \"$@\" ";
  private static final String FROM_INPUT =
      """
      program=$(dd bs="$1" count=1 iflag=fullblock 2>/dev/null)
      shift
      eval "$program"
      """;

  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Prepares a script with a new marker.
   *
   * @param password for sudo, sent ahead of the data
   * @throws IllegalArgumentException when the arguments are too long for a command, the text or an
   *     argument contains NUL, or the password spans lines
   */
  static RootProgram of(Script script, Optional<String> password) {
    return of(script, password, List.of());
  }

  /**
   * Prepares a script that another program starts.
   *
   * @param launcher the words before the script's own, run as root
   */
  static RootProgram of(Script script, Optional<String> password, List<String> launcher) {
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    String marker = "provision-" + HexFormat.of().formatHex(random);
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    password.ifPresent(line -> input.writeBytes(passwordLine(line)));

    var program = Parts.of(marker, script, launcher, script.text(), List.of("provision"));
    if (program.length() > LONGEST_IN_COMMAND) {
      byte[] text = script.text().getBytes(StandardCharsets.UTF_8);
      String length = Integer.toString(text.length);
      program = Parts.of(marker, script, launcher, FROM_INPUT, List.of("provision", length));
      if (program.length() > LONGEST_IN_COMMAND) {
        throw new IllegalArgumentException(
            "the arguments of a script are longer than a command may be; use its input");
      }
      if (script.text().indexOf('\0') >= 0) {
        throw new IllegalArgumentException("a script cannot contain NUL");
      }
      input.writeBytes(text);
    }
    input.writeBytes(script.input());

    List<String> words =
        List.of(
            "/bin/sh",
            "-c",
            OUTER,
            "provision",
            marker,
            Integer.toString(program.length()),
            LOADER,
            Base64.getEncoder().encodeToString(program.packed()),
            password.isPresent() ? "password" : "none",
            TELL_PARENT);
    return new RootProgram(words, input.toByteArray(), marker);
  }

  /**
   * The program's words. Packed by themselves, one after the other, they are what all of them is
   * (gzip(1), "ADVANCED USAGE"), so the long ones, which each host of a fleet is sent, are packed
   * once.
   */
  private record Parts(List<Part> all) {
    private static final int LONG = 1000;
    private static final Remembered<String, Part> KNOWN = new Remembered<>(16);

    private record Part(int length, byte[] packed) {
      static Part of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Part(bytes.length, Parts.packed(bytes));
      }

      static Part ofWord(String word) {
        return of(ShellQuote.word(word) + " ");
      }
    }

    static Parts of(
        String marker, Script script, List<String> launcher, String text, List<String> arguments) {
      var all = new ArrayList<Part>();
      var start =
          new StringBuilder(SURROUNDINGS)
              .append("echo %1$s; echo %1$s >&2\n".formatted(ShellQuote.word(marker)))
              .append(CLEAN)
              .append(ShellQuote.words(limited(script, launcher)))
              .append(' ');
      List<String> words =
          Stream.of(Stream.of(text), arguments.stream(), script.arguments().stream())
              .flatMap(it -> it)
              .toList();
      for (String word : words) {
        if (word.length() < LONG) {
          start.append(ShellQuote.word(word)).append(' ');
        } else {
          all.add(Part.of(start.toString()));
          all.add(KNOWN.of(word, Part::ofWord));
          start.setLength(0);
        }
      }
      all.add(Part.of(start.toString()));
      return new Parts(all);
    }

    private static List<String> limited(Script script, List<String> launcher) {
      List<String> command = new ArrayList<>(launcher);
      command.addAll(
          List.of("timeout", "-k", Integer.toString(KILL_AFTER_SECONDS), seconds(script.limit())));
      command.addAll(List.of("/bin/sh", "-c"));
      return command;
    }

    int length() {
      return all.stream().mapToInt(Part::length).sum();
    }

    byte[] packed() {
      var packed = new ByteArrayOutputStream();
      all.forEach(it -> packed.writeBytes(it.packed()));
      return packed.toByteArray();
    }

    private static byte[] packed(byte[] part) {
      var bytes = new ByteArrayOutputStream(part.length / 2);
      try (var gzip = new GZIPOutputStream(bytes)) {
        gzip.write(part);
      } catch (IOException e) {
        throw new UncheckedIOException("memory cannot be written to", e);
      }
      return bytes.toByteArray();
    }
  }

  // Not 0: timeout(1) would never end it.
  private static String seconds(Duration limit) {
    long milliseconds = Math.max(1, limit.toMillis());
    return String.format(Locale.ROOT, "%d.%03d", milliseconds / 1000, milliseconds % 1000);
  }

  private static byte[] passwordLine(String password) {
    if (password.chars().anyMatch(c -> c == '\n' || c == '\r' || c == '\0')) {
      throw new IllegalArgumentException("the password for sudo must be one line");
    }
    return (password + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String oneLine(String text) {
    return text.strip().replace('\n', ' ');
  }
}
