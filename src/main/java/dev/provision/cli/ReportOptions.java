package dev.provision.cli;

import dev.provision.cli.OutputOptions.Format;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code --report KIND=FILE}: the result once more, in a file. */
final class ReportOptions {
  private static final List<Format> KINDS = List.of(Format.JSON, Format.JUNIT, Format.MARKDOWN);
  private static final List<Format> OF_MANY =
      List.of(Format.HTML, Format.JSON, Format.JUNIT, Format.MARKDOWN);

  /** One report to write. */
  record Report(Format kind, Path file) {

    /**
     * Makes the directories above it and tries whether it can be written, which leaves no file
     * behind: an empty report would pass for one.
     *
     * @throws UsageException when it cannot
     */
    void prepare() {
      try {
        Optional<Path> parent = Optional.ofNullable(file.getParent());
        if (parent.isPresent()) {
          Files.createDirectories(parent.get());
        }
        if (Files.isDirectory(file) || (Files.exists(file) && !Files.isWritable(file))) {
          throw new AccessDeniedException(file.toString());
        }
        if (!isSpecial()) {
          Files.deleteIfExists(part());
          Files.delete(Files.createFile(part()));
        }
      } catch (IOException e) {
        throw new UsageException("--report: cannot write " + file + ": " + e, e);
      }
    }

    /** Writes all of it, or leaves what was there. */
    void write(Content content) throws IOException {
      Path to = isSpecial() ? file : part();
      try (Writer out = Files.newBufferedWriter(to)) {
        content.writeTo(out);
      }
      if (!isSpecial()) {
        Files.move(part(), file, StandardCopyOption.REPLACE_EXISTING);
      }
    }

    /** Beside it, under a name that is nobody else's. */
    private Path part() {
      return file.resolveSibling(
          file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    }

    /** A pipe, say, or /dev/stdout; nothing can take its place. */
    private boolean isSpecial() {
      return Files.exists(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** What a result says, in one form. */
  interface Content {
    /**
     * Writes it.
     *
     * @throws IOException when that is not possible
     */
    void writeTo(Writer out) throws IOException;
  }

  private ReportOptions() {}

  static void declare(CommandSpec spec) {
    Options.values(
        spec, "--report", "KIND=FILE", "Write the result to a file too: json, junit or markdown.");
  }

  /** The same, with what there is of many hosts only. */
  static void declareOfMany(CommandSpec spec) {
    Options.values(
        spec,
        "--report",
        "KIND=FILE",
        "Write the result to a file too: json, junit, markdown, or of many hosts html.");
  }

  /**
   * All reports asked for.
   *
   * @throws UsageException when one is malformed
   */
  static List<Report> from(CommandContext context) {
    return from(context, KINDS);
  }

  /** All reports of many hosts. */
  static List<Report> ofMany(CommandContext context) {
    return from(context, OF_MANY);
  }

  private static List<Report> from(CommandContext context, List<Format> kinds) {
    List<String> texts = context.options("--report");
    var reports = new ArrayList<Report>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      String kind = text.substring(0, Math.max(equals, 0)).toLowerCase(Locale.ROOT);
      Format format =
          kinds.stream()
              .filter(known -> known.toString().equals(kind))
              .findFirst()
              .orElseThrow(
                  () ->
                      new UsageException(
                          "--report %s: not KIND=FILE with one of %s".formatted(text, kinds)));
      String file = text.substring(equals + 1);
      if (file.isEmpty()) {
        throw new UsageException("--report " + text + ": the file is missing");
      }
      reports.add(new Report(format, context.path(file)));
    }
    return reports;
  }
}
