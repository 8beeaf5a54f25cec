package dev.provision.verify.answer;

import dev.provision.plan.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every {@code docker} that a step could run, the first in PATH first, then the tool cache's. */
public record DockerCommands(List<Command> commands) {

  /** What a command is, and where. */
  public enum Kind {
    /** In PATH; hands over to podman. */
    PODMAN,
    /** In PATH; something else. */
    OTHER,
    /** In the tool cache; the task that put it there prepends it to PATH. */
    CACHED
  }

  /** One of them. */
  public record Command(String path, Kind kind) {
    private static final Pattern CACHED =
        Pattern.compile(".*/([0-9]{1,4})\\.([0-9]{1,4})[^/]*/[^/]*/docker");

    /** Whether it is one in the tool cache, whose folder tells a version before this one. */
    public boolean isCachedBefore(int major, int minor) {
      Matcher matcher = CACHED.matcher(path);
      if (kind != Kind.CACHED || !matcher.matches()) {
        return false;
      }
      int own = Integer.parseInt(matcher.group(1));
      return own < major || own == major && Integer.parseInt(matcher.group(2)) < minor;
    }
  }

  public DockerCommands {
    commands = List.copyOf(commands);
  }

  /** Reads what {@code verify_docker_commands} printed. */
  public static DockerCommands parse(Answer answer) throws MalformedAnswerException {
    var commands = new ArrayList<Command>();
    for (String line : Listing.lines(answer)) {
      int blank = line.indexOf(' ');
      String word = line.substring(0, Math.max(blank, 0));
      Kind kind =
          Stream.of(Kind.values())
              .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(word))
              .findFirst()
              .orElseThrow(() -> new MalformedAnswerException("not a command: " + line));
      commands.add(new Command(line.substring(blank + 1), kind));
    }
    return new DockerCommands(commands);
  }

  /** The path that {@code command -v docker} finds. */
  public Optional<String> first() {
    return inPath().map(Command::path).findFirst();
  }

  /** Those that come before a path: in PATH as it is, or as a task makes it. */
  public List<Command> before(String path) {
    return Stream.concat(
            commands.stream().filter(command -> command.kind() == Kind.CACHED),
            inPath().takeWhile(command -> !command.path().equals(path)))
        .toList();
  }

  private Stream<Command> inPath() {
    return commands.stream().filter(command -> command.kind() != Kind.CACHED);
  }
}
