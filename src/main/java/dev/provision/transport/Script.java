package dev.provision.transport;

import java.time.Duration;
import java.util.List;

/**
 * A POSIX shell program for a host, with its data beside it.
 *
 * @param text the program; fixed text, no value of a profile or a host is ever part of it
 * @param arguments {@code $1}, {@code $2}, ...: visible in the host's process list, so nothing
 *     secret
 * @param input bytes for its standard input
 * @param limit how long it may run
 */
public record Script(String text, List<String> arguments, byte[] input, Duration limit) {
  public Script {
    arguments = List.copyOf(arguments);
    input = input.clone();
  }

  @Override
  public byte[] input() {
    return input.clone();
  }
}
