package dev.provision.vm;

import dev.provision.transport.Duplex;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process of this machine, as a program with open streams. */
record ProcessDuplex(Process process, Path stderr) implements Duplex {
  @Override
  public InputStream output() {
    return process.getInputStream();
  }

  @Override
  public OutputStream input() {
    return process.getOutputStream();
  }

  @Override
  public String lastWords() {
    try {
      return Files.readString(stderr).lines().reduce("", (first, second) -> second);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
