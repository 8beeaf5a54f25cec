package dev.provision.podman.http;

import java.io.IOException;

/** Bytes that are not what HTTP, or podman, would send. */
public final class MalformedResponseException extends IOException {
  private static final long serialVersionUID = 1L;

  public MalformedResponseException(String message) {
    super(message);
  }
}
