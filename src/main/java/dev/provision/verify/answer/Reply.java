package dev.provision.verify.answer;

import dev.provision.plan.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a command on the host said: the answer of the functions that end theirs with an RS. */
public final class Reply {
  private static final byte RECORD_SEPARATOR = 0x1e;
  private static final int OUT_OF_TIME = 124;

  /** What a probe says of a question that was never put. */
  private static final int UNANSWERED = 127;

  private final int status;
  private final boolean complete;
  private final byte[] output;
  private final String errors;

  private Reply(int status, boolean complete, byte[] output, String errors) {
    this.status = status;
    this.complete = complete;
    this.output = output;
    this.errors = errors;
  }

  /** Standard output, then the last RS, then standard error. */
  public static Reply of(Answer answer) {
    byte[] bytes = answer.bytes();
    int end = bytes.length - 1;
    while (end >= 0 && bytes[end] != RECORD_SEPARATOR) {
      end--;
    }
    if (end < 0) {
      return new Reply(answer.status(), false, bytes, "");
    }
    String errors = new String(bytes, end + 1, bytes.length - end - 1, StandardCharsets.UTF_8);
    return new Reply(answer.status(), true, Arrays.copyOf(bytes, end), errors);
  }

  /** Why the output must not be believed, in a line; empty when the command succeeded. */
  public Optional<String> failure() {
    if (status == OUT_OF_TIME) {
      return Optional.of("ran out of time");
    }
    if (!complete && status == UNANSWERED) {
      return Optional.of("no step of the agent came up to answer");
    }
    if (!complete) {
      return Optional.of(
          status == 0 ? "the answer is cut off" : "no answer, exit status " + status);
    }
    return status == 0 ? Optional.empty() : Optional.of(reason());
  }

  /** podman puts advice before the line that says what is wrong. */
  private String reason() {
    List<String> lines = errors.lines().filter(line -> !line.isBlank()).toList();
    return lines.stream()
        .filter(line -> line.startsWith("Error: "))
        .findFirst()
        .or(() -> lines.stream().findFirst())
        .orElse("exit status " + status);
  }

  /** Standard output. */
  public byte[] bytes() {
    return output.clone();
  }

  /** Standard output as text, malformed UTF-8 replaced. */
  public String text() {
    return new String(output, StandardCharsets.UTF_8);
  }

  /** Standard output without one line end: the value that {@code printenv} prints. */
  public String value() {
    String text = text();
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  /** The beginning of standard error. */
  public String errors() {
    return errors;
  }
}
