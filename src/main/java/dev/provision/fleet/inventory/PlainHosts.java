package dev.provision.fleet.inventory;

import dev.provision.profile.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A host a line, {@code [USER@]HOST[:PORT] [KEY=VALUE]...}; what follows a # is for people. The
 * keys are those of {@link FleetHost}, and name.
 */
final class PlainHosts {
  private static final Set<String> KEYS =
      new TreeSet<>(
          Set.of(
              "name",
              "port",
              "user",
              "identity",
              "alias",
              "fingerprint",
              "jump",
              "profile",
              "groups"));
  private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

  /** A host and its line's number. */
  interface Taker {
    void take(int line, FleetHost host);
  }

  private final String source;
  private final List<Problem> problems;

  PlainHosts(String source, List<Problem> problems) {
    this.source = source;
    this.problems = problems;
  }

  void read(BufferedReader text, Taker taker) throws IOException {
    String line;
    int hosts = 0;
    for (int number = 1; (line = text.readLine()) != null; number++) {
      String said = COMMENT.matcher(line.replace("\uFEFF", "")).replaceFirst("").strip();
      if (!said.isEmpty()) {
        hosts++;
        int place = number;
        host(place, BLANKS.split(said)).ifPresent(host -> taker.take(place, host));
      }
    }
    if (hosts == 0) {
      problems.add(new Problem(source, "names no host", "write one a line, as [USER@]HOST[:PORT]"));
    }
  }

  private Optional<FleetHost> host(int line, String[] words) {
    var values = new HashMap<String, String>();
    int before = problems.size();
    for (int i = 1; i < words.length; i++) {
      value(line, words[i], values);
    }
    String target = words[0];
    if (target.indexOf('=') >= 0) {
      problem(line, "begins with " + target + ", and not with a host", "write the host first");
    }
    String address = target.substring(target.lastIndexOf('@') + 1);
    if (target.indexOf('@') >= 0) {
      String user = target.substring(0, target.lastIndexOf('@'));
      if (values.putIfAbsent("user", user) != null) {
        problem(line, "names two users", "keep one of them");
      }
    }
    return problems.size() > before ? Optional.empty() : Optional.of(host(address, values));
  }

  private void value(int line, String word, Map<String, String> values) {
    int equals = word.indexOf('=');
    String key = word.substring(0, Math.max(equals, 0));
    String value = word.substring(equals + 1);
    if (!KEYS.contains(key)) {
      problem(line, "has " + word + ", which says nothing", "use KEY=VALUE with one of " + KEYS);
    } else if (value.isEmpty()) {
      problem(line, "has no value for " + key, "write one, or leave the key out");
    } else if (key.equals("port") && !PORT.matcher(value).matches()) {
      problem(line, "has the port " + value, "write a number from 1 to 65535");
    } else if (values.put(key, value) != null) {
      problem(line, "has " + key + " twice", "keep one of them");
    }
  }

  private static FleetHost host(String address, Map<String, String> values) {
    return new FleetHost(
        values.getOrDefault("name", address),
        Optional.of(address),
        Optional.ofNullable(values.get("port")).map(Integer::valueOf),
        Optional.ofNullable(values.get("user")),
        Optional.ofNullable(values.get("identity")),
        Optional.ofNullable(values.get("alias")),
        Optional.ofNullable(values.get("fingerprint")),
        Optional.ofNullable(values.get("jump")),
        Optional.ofNullable(values.get("profile")),
        Optional.ofNullable(values.get("groups")).stream()
            .flatMap(list -> List.of(list.split(",")).stream())
            .toList());
  }

  private void problem(int line, String message, String remedy) {
    problems.add(new Problem(source + ":" + line, message, remedy));
  }
}
