package dev.provision.lint.docker;

import dev.provision.lint.pipeline.Spot;
import dev.provision.lint.shell.Word;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A call of docker.
 *
 * @param verb what it shall do, {@code run} or {@code buildx create}; empty where that is unknown
 * @param arguments behind the verb
 * @param assignments variables for this call alone
 * @param root whether sudo makes root of the caller
 * @param spots where in a file an offset is
 */
public record DockerCall(
    String verb,
    List<Word> arguments,
    List<Word> assignments,
    boolean root,
    int offset,
    IntFunction<Spot> spots) {
  public DockerCall {
    arguments = List.copyOf(arguments);
    assignments = List.copyOf(assignments);
  }

  public Spot spot() {
    return spots.apply(offset);
  }

  public Spot spot(Word word) {
    return spots.apply(word.offset());
  }

  /** Whether it builds an image. */
  public boolean builds() {
    return verb.equals("build") || verb.equals("buildx build");
  }

  /** Whether it makes a container. */
  public boolean makesContainer() {
    return verb.equals("run") || verb.equals("create");
  }

  /** The arguments in options and operands. */
  public DockerArguments parsed() {
    return DockerArguments.parse(arguments, !makesContainer());
  }
}
