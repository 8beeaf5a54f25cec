package dev.provision.testing;

import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Runs a host's program under a shell of this machine, without becoming root. */
public final class LocalShell {
  private LocalShell() {}

  /**
   * Runs a script to its end.
   *
   * @param shell {@code dash}, {@code bash}, or several words such as {@code busybox sh}
   */
  public static Outcome run(List<String> shell, Script script) {
    var command = new ArrayList<>(shell);
    command.addAll(List.of("-c", script.text(), "provision"));
    command.addAll(script.arguments());
    try {
      Process process = new ProcessBuilder(command).start();
      var stderr = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
      var stdout = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
      try (var stdin = process.getOutputStream()) {
        stdin.write(script.input());
      } catch (IOException e) {
        // A program that ends without reading its input is the test's business, not ours.
      }
      int status = process.waitFor();
      return new Outcome(status, stdout.join(), stderr.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String read(java.io.InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
