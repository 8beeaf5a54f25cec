package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs this machine's dash, the /bin/sh of Debian and Ubuntu. */
final class Dash {
  private Dash() {}

  /** What a program prints; its standard error must stay empty and its status 0. */
  static String run(Map<String, String> environment, String program, Path... arguments) {
    List<String> command = new ArrayList<>(List.of("dash", "-euc", program, "dash"));
    for (Path argument : arguments) {
      command.add(argument.toString());
    }
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(out).isZero();
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
