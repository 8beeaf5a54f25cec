package dev.provision.lint;

import dev.provision.lint.rule.ImageJudge;
import dev.provision.lint.rule.ImageVerdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Pipelines on disk, judged. */
public final class Fixture {
  /** A profile that denies one registry and redirects another. */
  static final ImageJudge JUDGE =
      image ->
          image.startsWith("denied.example.com/")
              ? new ImageVerdict(ImageVerdict.Kind.DENIED, "no scope of policy.allow has it")
              : image.startsWith("docker.io/")
                  ? new ImageVerdict(ImageVerdict.Kind.REDIRECTED, "mirror.example.com/docker")
                  : ImageVerdict.ALLOWED;

  private Fixture() {}

  /** What is said of some paths below a folder. */
  public static LintReport lint(Path directory, String... paths) {
    try {
      return Lint.of(
          new PipelineFolder(directory, List.of(paths).stream().map(directory::resolve).toList()),
          JUDGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is said of a text. */
  public static LintReport lint(Path directory, byte[] content) {
    try {
      Files.write(directory.resolve("azure-pipelines.yml"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lint(directory, "azure-pipelines.yml");
  }
}
