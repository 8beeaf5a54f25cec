package dev.provision.podman;

import java.util.OptionalInt;

/**
 * How a container ended.
 *
 * @param container its id
 * @param exitCode empty when its time ran out
 * @param removed whether it is gone; always so when its time ran out
 */
public record RunResult(
    String container, OptionalInt exitCode, boolean removed, Printed stdout, Printed stderr) {
  /** Most bytes kept of each stream: the last MiB. */
  public static final int KEPT = 1024 * 1024;

  /** Whether its time ran out. */
  public boolean timedOut() {
    return exitCode.isEmpty();
  }
}
