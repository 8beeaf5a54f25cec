package dev.provision.plan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the host said to a {@link Fact}.
 *
 * @param status of the function: 0, or 124 when it ran into its time limit
 */
public record Answer(int status, byte[] bytes) {
  public Answer {
    bytes = bytes.clone();
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Answer it && status == it.status && Arrays.equals(bytes, it.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * status + Arrays.hashCode(bytes);
  }

  /** The answer as text, malformed UTF-8 replaced. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Whether the function succeeded. */
  public boolean ok() {
    return status == 0;
  }
}
