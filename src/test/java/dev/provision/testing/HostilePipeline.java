package dev.provision.testing;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Pipelines that somebody made to break their reader, the same ones in every run. */
public final class HostilePipeline {
  private static final String[] KEYS = {
    "steps",
    "jobs",
    "stages",
    "stage",
    "job",
    "deployment",
    "strategy",
    "matrix",
    "runOnce",
    "deploy",
    "template",
    "extends",
    "parameters",
    "variables",
    "name",
    "value",
    "default",
    "pool",
    "vmImage",
    "demands",
    "container",
    "containers",
    "resources",
    "image",
    "options",
    "volumes",
    "mapDockerSocket",
    "task",
    "inputs",
    "script",
    "bash",
    "pwsh",
    "env",
    "DOCKER_HOST",
    "DOCKER_BUILDKIT",
    "command",
    "arguments",
    "dockerVersion",
    "condition",
    "target",
    "${{ if eq(1, 1) }}",
    "${{ each x in y }}",
    "${{ insert }}",
    "repository",
    "targetType",
  };

  private static final String[] VALUES = {
    "DockerInstaller@0",
    "Docker@2",
    "DockerCompose@0",
    "Bash@3",
    "inline",
    "build",
    "host",
    "ubuntu",
    "windows-latest",
    "$(x)",
    "${{ parameters.x }}",
    "$[ y ]",
    "self.yml",
    "a.yml",
    "true",
    "",
    "--link x --privileged",
    "--userns=keep-id",
    "/var/run/docker.sock:/x",
    "19.03.5",
    "tcp://x:1",
    "docker swarm init",
    "sudo docker ps",
    "docker build --push -t x .",
    "docker run -it --link a b",
    "echo \"##vso[task.setvariable variable=token]$(ls)\"",
    "set -x",
    "$(",
    "${{",
    "`",
    "\"",
    "'",
    "<<E",
    "case x in",
    "docker \\",
    "&a",
    "*a",
    "!!x",
    "# provision-lint: disable=sudo-docker",
    "%",
    "@",
    "| ",
    ">",
    "[",
    "{",
    "]",
    "}",
    "- ",
    ": ",
    "\t",
  };

  private static final String[] TASKS = {
    "DockerInstaller@0", "Docker@1", "Docker@2", "DockerCompose@0", "DockerCompose@1",
  };

  private static final String[] SHELLS = {"script", "bash", "pwsh", "powershell"};

  private final Random random;
  private final HostileText hostile;

  public HostilePipeline(long seed) {
    random = new Random(seed);
    hostile = new HostileText(seed);
  }

  /** The bytes of a file. */
  public byte[] next() {
    var text = new StringBuilder(random.nextInt(10) == 0 ? "\ufeff" : "");
    if (random.nextInt(4) == 0) {
      mapping(text, 0, 0);
    } else {
      pipeline(text);
    }
    byte[] bytes =
        text.toString()
            .replace("\n", random.nextInt(8) == 0 ? "\r\n" : "\n")
            .getBytes(StandardCharsets.UTF_8);
    // Some are no UTF-8, or no YAML, any more.
    for (int i = random.nextInt(6) == 0 ? random.nextInt(5) : 0; i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** In the form of one, with anything in its fields. */
  private void pipeline(StringBuilder text) {
    text.append("variables: {x: ").append(quoted()).append(", DOCKER_BUILDKIT: 1}\n");
    text.append("resources:\n  containers:\n    - container: a\n      image: ").append(quoted());
    text.append("\n      options: ").append(quoted()).append('\n');
    text.append(
        random.nextBoolean() ? "" : "container: " + pick(new String[] {"a", quoted()}) + "\n");
    text.append("pool: {vmImage: ").append(quoted()).append("}\nsteps:\n");
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      step(text);
    }
  }

  private void step(StringBuilder text) {
    switch (random.nextInt(4)) {
      case 0 -> {
        text.append("  - task: ").append(random.nextBoolean() ? pick(TASKS) : quoted());
        text.append("\n    inputs:\n");
        for (String input : new String[] {"command", "arguments", "dockerVersion", "repository"}) {
          text.append("      ").append(input).append(": ");
          text.append(random.nextBoolean() ? "build" : quoted()).append('\n');
        }
      }
      case 1 ->
          text.append("  - template: ")
              .append(random.nextBoolean() ? "self.yml" : quoted())
              .append('\n');
      case 2 -> text.append("  - ").append(pick(SHELLS)).append(": ").append(quoted()).append('\n');
      default -> {
        text.append("  - ").append(pick(SHELLS)).append(": |\n");
        for (int i = random.nextInt(6); i >= 0; i--) {
          String line =
              value().replaceAll("\\p{Cntrl}|[\\x{d800}-\\x{dfff}\\x{fffe}\\x{ffff}]", " ");
          text.append("      ").append(line.replace("\ufeff", "")).append('\n');
        }
      }
    }
    if (random.nextInt(3) == 0) {
      text.append("    env: {DOCKER_HOST: ").append(quoted()).append("}\n");
    }
  }

  /** Between double quotes everything can be said. */
  private String quoted() {
    var quoted = new StringBuilder("\"");
    for (char c : value().toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        quoted.append("\\u%04x".formatted((int) (Character.isSurrogate(c) ? 'x' : c)));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private void mapping(StringBuilder text, int indent, int depth) {
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      text.append(" ".repeat(indent)).append(pick(KEYS)).append(":");
      node(text, indent + 2, depth + 1);
    }
  }

  private void node(StringBuilder text, int indent, int depth) {
    int kind = depth > 7 ? 5 : random.nextInt(8);
    if (kind < 2) {
      text.append('\n');
      mapping(text, indent, depth);
    } else if (kind < 5) {
      text.append('\n');
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        text.append(" ".repeat(indent)).append("- ").append(pick(KEYS)).append(":");
        node(text, indent + 4, depth + 1);
      }
    } else if (kind == 5) {
      text.append(" |\n");
      for (int i = random.nextInt(4); i >= 0; i--) {
        text.append(" ".repeat(indent)).append(value()).append('\n');
      }
    } else if (kind == 6) {
      text.append(" '").append(value().replace("'", "''")).append("'\n");
    } else {
      text.append(' ').append(value()).append('\n');
    }
  }

  private String value() {
    var value = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String part = random.nextInt(6) == 0 ? hostile.next() : pick(VALUES);
      value.append(part.replaceAll("[\\r\\n]", random.nextInt(3) == 0 ? "\n" : " "));
      value.append(random.nextBoolean() ? " " : "");
    }
    return value.toString();
  }

  private String pick(String[] of) {
    return of[random.nextInt(of.length)];
  }
}
