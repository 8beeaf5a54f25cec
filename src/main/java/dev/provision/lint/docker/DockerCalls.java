package dev.provision.lint.docker;

import dev.provision.lint.expression.Scope;
import dev.provision.lint.pipeline.Field;
import dev.provision.lint.pipeline.Spot;
import dev.provision.lint.pipeline.Step;
import dev.provision.lint.shell.ShellCommand;
import dev.provision.lint.shell.ShellReader;
import dev.provision.lint.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/** Finds the calls of docker of a step. */
public final class DockerCalls {
  private static final Set<String> DOCKER =
      Set.of("docker", "/usr/bin/docker", "/usr/local/bin/docker");

  private static final Set<String> GROUPS =
      Set.of("container", "image", "builder", "buildx", "system", "manifest", "compose");

  private static final Set<String> GLOBAL_WITH_VALUE =
      Set.of("--config", "-c", "--context", "-H", "--host", "-l", "--log-level");

  /** The group is not what matters of these. */
  private static final Map<String, String> SHORTER =
      Map.of(
          "container run", "run",
          "container create", "create",
          "image build", "build",
          "builder build", "build",
          "image pull", "pull",
          "image push", "push");

  private static final int NESTING = 4;

  private final List<DockerCall> calls = new ArrayList<>();
  private final Scope scope;
  private final IntFunction<Spot> spots;

  private DockerCalls(Scope scope, IntFunction<Spot> spots) {
    this.scope = scope;
    this.spots = spots;
  }

  /** Those of its script, or the one that a Docker task makes with its arguments. */
  public static List<DockerCall> of(Step step) {
    if (step.script().isEmpty()) {
      return ofTask(step).stream().toList();
    }
    Field script = step.script().get();
    var found = new DockerCalls(script.scope(), script::spot);
    step.commands().forEach(it -> found.command(it, -1, 0));
    return List.copyOf(found.calls);
  }

  private static Optional<DockerCall> ofTask(Step step) {
    String command =
        step.input("command").flatMap(it -> it.value().whole()).orElse("").toLowerCase(Locale.ROOT);
    boolean builds =
        (step.runs("Docker@2") && command.equals("build"))
            || (step.runs("Docker@1") && command.equals("build an image"));
    return step.input("arguments")
        .filter(it -> builds)
        .map(
            it ->
                new DockerCall(
                    "build",
                    ShellReader.words(it.raw(), it.scope()),
                    List.of(),
                    false,
                    0,
                    it::spot));
  }

  /**
   * Looks into a command and what it substitutes.
   *
   * @param at where all of it is, when it stands within a word; else -1
   */
  private void command(ShellCommand command, int at, int nesting) {
    IntFunction<Spot> where = at < 0 ? spots : offset -> spots.apply(at);
    Optional<DockerCall> call = call(command, where);
    call.ifPresent(calls::add);
    if (nesting == NESTING) {
      return;
    }
    for (List<Word> words : List.of(command.assignments(), command.words())) {
      for (Word word : words) {
        for (String inner : word.substitutions()) {
          ShellReader.read(inner, scope)
              .forEach(it -> command(it, at < 0 ? word.offset() : at, nesting + 1));
        }
      }
    }
  }

  private static Optional<DockerCall> call(ShellCommand command, IntFunction<Spot> where) {
    List<Word> words = command.words();
    boolean root = false;
    int i = 0;
    while (i < words.size()
        && Set.of("sudo", "exec", "command", "time").contains(words.get(i).text())) {
      root |= words.get(i).is("sudo");
      i++;
      while (root
          && i < words.size()
          && Set.of("-E", "-H", "-n", "-S").contains(words.get(i).text())) {
        i++;
      }
    }
    if (i == words.size()
        || !words.get(i).value().known()
        || !DOCKER.contains(words.get(i).text())) {
      return Optional.empty();
    }
    int offset = words.get(i).offset();
    i++;
    while (i < words.size() && words.get(i).startsWith("-")) {
      i += GLOBAL_WITH_VALUE.contains(words.get(i).text()) ? 2 : 1;
    }
    var verb = new StringBuilder();
    if (i < words.size() && words.get(i).value().known()) {
      verb.append(words.get(i++).text());
      if (GROUPS.contains(verb.toString()) && i < words.size() && words.get(i).value().known()) {
        verb.append(' ').append(words.get(i++).text());
      }
    }
    String name = verb.toString();
    return Optional.of(
        new DockerCall(
            SHORTER.getOrDefault(name, name),
            words.subList(Math.min(i, words.size()), words.size()),
            command.assignments(),
            root,
            offset,
            where));
  }
}
