package dev.provision.cli;

import static dev.provision.cli.OutputOptions.Format.JSON;
import static dev.provision.cli.OutputOptions.Format.TEXT;

import dev.provision.ExitCode;
import dev.provision.cli.OutputOptions.Format;
import dev.provision.imports.Import;
import dev.provision.imports.Remark;
import dev.provision.report.HostText;
import dev.provision.report.JsonShapes;
import dev.provision.report.JsonText;
import dev.provision.report.ResultsJson;
import dev.provision.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Writes a profile from a host that was set up by hand. */
final class ImportCommand implements Command {
  private static final Format[] FORMATS = {TEXT, JSON};
  private static final String SUFFIX = ".toml";
  private static final String ACCOUNT = "[A-Za-z_][A-Za-z0-9_-]{0,30}";

  @Override
  public String name() {
    return "import";
  }

  @Override
  public String summary() {
    return "write a profile from a host that was set up by hand";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .customSynopsis(spec.name() + " (--host HOST | --local | --root DIR) [OPTION]...");
    Options.value(
        spec,
        "--agent",
        "NAME",
        "The account that the agent runs as; else AzDevOps, or that of the agent's service.");
    Options.value(spec, "--out", "FILE", "Write the profile to a new file, x.toml.");
    TargetOptions.declare(spec);
    OutputOptions.declare(spec, FORMATS);
    spec.usageMessage()
        .footer(
            "",
            "Changes nothing on the host, which needs no podman for it. What does not work there,",
            "and what no profile can say, is told on standard error and as a comment at its key;",
            "what apply would still change is told at the end of the profile. JSON:",
            JsonShapes.IMPORT);
  }

  @Override
  public ExitCode run(CommandContext context) {
    Format format = OutputOptions.format(context, FORMATS);
    String agent = context.option("--agent").map(ImportCommand::account).orElse("");
    Optional<Path> file = context.option("--out").map(text -> file(context, text));
    String name = file.map(it -> it.getFileName().toString()).orElse("imported" + SUFFIX);
    Target target = TargetOptions.from(context);
    String host;
    Import result;
    try (Transport transport = context.workbench().connect(target);
        var progress = new ProgressLine(context.console(), context.live(), plan -> {})) {
      host = transport.name();
      result =
          context
              .workbench()
              .read(
                  transport,
                  agent,
                  name.substring(0, name.length() - SUFFIX.length()),
                  HostCommand.maker(context),
                  progress);
    }
    file.ifPresent(it -> write(it, result.text()));
    if (format == JSON) {
      context
          .console()
          .result(JsonText.success(ResultsJson.imported(host, file.map(Path::toString), result)));
      return ExitCode.OK;
    }
    for (Remark remark : result.remarks()) {
      context.console().advise(HostText.line(remark.toString()) + "\n");
    }
    context
        .console()
        .result(context.option("--out").map(it -> HostText.line(it) + "\n").orElse(result.text()));
    return ExitCode.OK;
  }

  private static String account(String text) {
    if (!text.matches(ACCOUNT)) {
      throw new UsageException("--agent " + text + ": not a name of an account");
    }
    return text;
  }

  /** Before a host is asked: its answer would be lost. */
  private static Path file(CommandContext context, String text) {
    Path file = context.path(text);
    if (!text.endsWith(SUFFIX) || text.endsWith("/" + SUFFIX) || text.equals(SUFFIX)) {
      throw new UsageException("--out " + text + ": the file of a profile is called NAME" + SUFFIX);
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new UsageException(
          "--out " + text + ": is there already; name another file, or move it away");
    }
    if (!Files.isWritable(file.toAbsolutePath().getParent())) {
      throw new UsageException("--out " + text + ": nothing can be written in its folder");
    }
    return file;
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UsageException("--out: cannot write " + file + ": " + e, e);
    }
  }
}
