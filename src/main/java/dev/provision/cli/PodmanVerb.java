package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.ExitStatus;
import dev.provision.podman.Podman;
import dev.provision.report.HostText;
import dev.provision.report.JsonText;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** One question to podman. Bad flags are told before a connection is made. */
abstract class PodmanVerb implements Command {
  private final String verb;
  private final String summary;
  private final String synopsis;
  private final String shape;

  /**
   * A verb.
   *
   * @param synopsis what follows it
   * @param shape of the document's data
   */
  PodmanVerb(String verb, String summary, String synopsis, String shape) {
    this.verb = verb;
    this.summary = summary;
    this.synopsis = synopsis;
    this.shape = shape;
  }

  /** What to print and how to end. */
  record Answer(String document, ExitStatus status) {
    static Answer of(Map<String, ?> data) {
      return new Answer(JsonText.success(data), ExitCode.OK);
    }

    static Answer of(Map<String, ?> data, ExitStatus status) {
      return new Answer(JsonText.success(data), status);
    }
  }

  /** Adds the verb's own options. */
  abstract void options(CommandSpec spec);

  /** Understands the command line; throws {@link UsageException}. */
  abstract Function<Podman, Answer> question(CommandContext context);

  @Override
  public final String name() {
    return "podman " + verb;
  }

  @Override
  public final String summary() {
    return summary;
  }

  @Override
  public final void declare(CommandSpec spec) {
    spec.usageMessage().customSynopsis((spec.name() + " " + synopsis).strip());
    options(spec);
    PodmanOptions.declare(spec);
    spec.usageMessage().footer("", "JSON:", shape);
  }

  @Override
  public final ExitStatus run(CommandContext context) {
    Function<Podman, Answer> question = question(context);
    Answer answer = PodmanOptions.ask(context, question);
    context.console().result(answer.document());
    return answer.status();
  }

  /** Where a verb tells what it is doing: whatever comes from podman is made harmless. */
  static Consumer<String> progress(CommandContext context) {
    var filter = new HostText();
    return text -> context.console().advise(filter.next(text));
  }

  /** Understands the value of an option. */
  static <T> T value(String option, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + " " + text + ": " + e.getMessage());
    }
  }
}
