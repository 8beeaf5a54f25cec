package dev.provision.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

/** Remembers why something could not be written: a PrintStream only knows that it was so. */
final class Outlet extends FilterOutputStream {
  private String reason = "";

  Outlet(OutputStream out) {
    super(out);
  }

  /** The first reason; a reader that has left, as head(1) does, is none: it wanted no more. */
  Optional<String> trouble() {
    boolean left = reason.toLowerCase(Locale.ROOT).contains("broken pipe");
    return Optional.of(reason).filter(it -> !it.isEmpty() && !left);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw remembered(e);
    }
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw remembered(e);
    }
  }

  private IOException remembered(IOException trouble) {
    if (reason.isEmpty()) {
      reason = String.valueOf(trouble.getMessage());
    }
    return trouble;
  }
}
