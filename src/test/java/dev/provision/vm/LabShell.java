package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A shell of root's on a lab's machine that stays open: a login takes seconds, and faults do not.
 */
final class LabShell implements AutoCloseable {
  private static final String END = "the-end-of-this-command ";

  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;

  LabShell(List<String> words, Map<String, String> environment) {
    try {
      var builder = new ProcessBuilder(words);
      builder.environment().putAll(environment);
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    must("true");
  }

  boolean isOpen() {
    return process.isAlive();
  }

  /** A command that must succeed; both of its streams without the last line end. */
  String must(String command) {
    begin(command);
    var said = new StringJoiner("\n");
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith(END)) {
          assertThat(line).as(command + "\n" + said).isEqualTo(END + "0");
          return said.toString().stripTrailing();
        }
        said.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(command, e);
    }
    throw new AssertionError("the shell on the machine ended in: " + command + "\n" + said);
  }

  private void begin(String command) {
    try {
      commands.write("( " + command + "\n) </dev/null 2>&1; printf '\\n" + END + "%s\\n' \"$?\"\n");
      commands.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(command, e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
