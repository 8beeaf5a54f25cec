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

  private final Random random;
  private final HostileText hostile;

  public HostilePipeline(long seed) {
    random = new Random(seed);
    hostile = new HostileText(seed);
  }

  /** The bytes of a file. */
  public byte[] next() {
    var text = new StringBuilder(random.nextInt(10) == 0 ? "\ufeff" : "");
    mapping(text, 0, 0);
    byte[] bytes =
        text.toString()
            .replace("\n", random.nextInt(8) == 0 ? "\r\n" : "\n")
            .getBytes(StandardCharsets.UTF_8);
    // Some are no UTF-8, or no YAML, any more.
    for (int i = random.nextInt(4) == 0 ? random.nextInt(5) : 0; i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
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
