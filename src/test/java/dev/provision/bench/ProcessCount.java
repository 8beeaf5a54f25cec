package dev.provision.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How many processes a host has started since it booted, told by a shell that stays logged in and
 * starts none for it; proc_stat(5). That it stays also keeps the account's systemd up, which else
 * would start for some of the measured log-ins and not for others.
 */
final class ProcessCount implements AutoCloseable {
  private static final String PROGRAM =
      "while read -r _; do while read -r key value; do"
          + " if [ \"$key\" = processes ]; then echo \"$value\"; fi; done </proc/stat; done";

  private final Process process;
  private final OutputStream questions;
  private final BufferedReader answers;
  private final long own;

  /**
   * Logs in.
   *
   * @param ssh a command that does, to which a program can be added
   */
  ProcessCount(List<String> ssh) throws IOException {
    var command = new ArrayList<>(ssh);
    command.add(PROGRAM);
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    questions = process.getOutputStream();
    answers = process.inputReader(StandardCharsets.US_ASCII);
    long first = now();
    own = now() - first;
  }

  /** How many there were since an earlier {@link #now()}, without what asking costs. */
  long since(long before) throws IOException {
    return now() - before - own;
  }

  /** The number now. */
  long now() throws IOException {
    questions.write('\n');
    questions.flush();
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the shell that counts processes has ended");
    }
    return Long.parseLong(line);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
