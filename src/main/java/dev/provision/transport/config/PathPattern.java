package dev.provision.transport.config;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Paths with {@code *}, {@code ?} and {@code [...]}, as glob(7) has them. */
final class PathPattern {
  private static final Pattern WILD = Pattern.compile("[*?\\[]");

  private PathPattern() {}

  /** All that exist, sorted; what cannot be looked into is empty. */
  static List<Path> files(Path absolute) {
    List<Path> found = List.of(absolute.getRoot());
    for (Path part : absolute) {
      var next = new ArrayList<Path>();
      for (Path folder : found) {
        next.addAll(in(folder, part.toString()));
      }
      found = next;
    }
    return found;
  }

  private static List<Path> in(Path folder, String name) {
    if (!WILD.matcher(name).find()) {
      Path path = folder.resolve(name);
      return Files.exists(path) ? List.of(path) : List.of();
    }
    Pattern pattern = pattern(name);
    var found = new ArrayList<Path>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path path : all) {
        String other = path.getFileName().toString();
        if ((!other.startsWith(".") || name.startsWith(".")) && pattern.matcher(other).matches()) {
          found.add(path);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    Collections.sort(found);
    return found;
  }

  private static Pattern pattern(String name) {
    var regex = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      // A bracket right behind the first is part of the set.
      int close = c == '[' ? name.indexOf(']', Math.min(i + 2, name.length())) : -1;
      if (close > 0) {
        String set = name.substring(i + 1, close).replace("\\", "\\\\").replace("[", "\\[");
        set = set.replace("&", "\\&").replaceFirst("^[!^]", "^");
        regex.append('[').append(set.replaceFirst("^(\\^?)]", "$1\\\\]")).append(']');
        i = close;
      } else if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    try {
      return Pattern.compile(regex.toString(), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      return Pattern.compile(Pattern.quote(name));
    }
  }
}
