package dev.provision.verify.answer;

import dev.provision.plan.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every {@code docker} that a step could run, the first in PATH first, then the tool cache's. */
public record DockerCommands(List<Command> commands) {

  /**
   * One of them.
   *
   * @param podman whether it hands over to podman
   */
  public record Command(String path, boolean podman) {}

  public DockerCommands {
    commands = List.copyOf(commands);
  }

  /** Reads what {@code verify_docker_commands} printed. */
  public static DockerCommands parse(Answer answer) throws MalformedAnswerException {
    var commands = new ArrayList<Command>();
    for (String line : Listing.lines(answer)) {
      int blank = line.indexOf(' ');
      String kind = line.substring(0, Math.max(blank, 0));
      if (!kind.equals("podman") && !kind.equals("other")) {
        throw new MalformedAnswerException("not a command: " + line);
      }
      commands.add(new Command(line.substring(blank + 1), kind.equals("podman")));
    }
    return new DockerCommands(commands);
  }

  /** The path that {@code command -v docker} finds. */
  public Optional<String> first() {
    return commands.stream().map(Command::path).findFirst();
  }
}
