package dev.provision.vm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program of this machine, run to its end with a deadline. */
public final class Command {
  private Command() {}

  /** How it ended. */
  public record Result(int status, String stdout, String stderr) {
    /** Both streams, for messages of failed assertions; the end of those that are long. */
    public String everything() {
      return "status " + status + "\n" + end(stdout) + end(stderr);
    }

    private static String end(String text) {
      return text.length() <= 4000 ? text : "[…]" + text.substring(text.length() - 4000);
    }
  }

  /** Runs it; a deadline that passes fails the test. */
  public static Result run(Duration limit, Map<String, String> environment, List<String> words) {
    try {
      var builder = new ProcessBuilder(words);
      builder.environment().putAll(environment);
      builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
      Process process = builder.start();
      var stdout = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
      var stderr = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError(words + " did not end within " + limit);
      }
      return new Result(process.exitValue(), stdout.join(), stderr.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String read(InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
