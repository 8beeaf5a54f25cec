package dev.provision.podman.context;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A line of {@code .dockerignore} that is no comment. Its rules are docker's ("build context" in
 * its documentation): Go's {@code filepath.Match}, and {@code **} for any number of folders.
 *
 * @param regex of paths from the context's root, without a leading slash
 * @param exception whether it brings back what lines before it took away
 */
record IgnorePattern(Pattern regex, boolean exception) {

  /**
   * Understands a line.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  static IgnorePattern parse(String line) {
    String text = line.strip();
    boolean exception = text.startsWith("!");
    String path = clean(exception ? text.substring(1).strip() : text);
    if (path.isEmpty()) {
      throw new IllegalArgumentException("\"" + text + "\" names nothing");
    }
    try {
      return new IgnorePattern(Pattern.compile(regex(path), Pattern.DOTALL), exception);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no pattern: " + e.getDescription());
    }
  }

  /** Whether it means this path or a folder that it is in. */
  boolean matches(String path) {
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      if (regex.matcher(path.substring(0, end)).matches()) {
        return true;
      }
    }
    return regex.matcher(path).matches();
  }

  /** Without what leads nowhere: Go's {@code filepath.Clean}, from the context's root. */
  private static String clean(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/")) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return parts.isEmpty() && !path.isEmpty() ? "." : String.join("/", parts);
  }

  private static String regex(String path) {
    var regex = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '*' && path.startsWith("**", i)) {
        i += path.startsWith("**/", i) ? 2 : 1;
        regex.append(i + 1 == path.length() ? ".*" : "(.*/)?");
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else if (c == '[') {
        int end = endOfClass(path, i);
        regex.append(characterClass(path.substring(i + 1, end)));
        i = end;
      } else if (c == '\\' && i + 1 < path.length()) {
        i++;
        regex.append(Pattern.quote(path.substring(i, i + 1)));
      } else {
        regex.append(Pattern.quote(path.substring(i, i + 1)));
      }
    }
    return regex.toString();
  }

  private static int endOfClass(String path, int start) {
    int end = start + 1;
    while (end < path.length() && (path.charAt(end) != ']' || end == start + 1)) {
      end += path.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= path.length()) {
      throw new IllegalArgumentException("\"" + path + "\" has a [ without its ]");
    }
    return end;
  }

  /** Java takes more characters of a class for special than Go. */
  private static String characterClass(String inside) {
    return "(?!/)[" + inside.replace("[", "\\[").replace("&", "\\&") + "]";
  }
}
