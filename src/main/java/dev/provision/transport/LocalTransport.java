package dev.provision.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs scripts on this machine, as root or through sudo. */
public final class LocalTransport implements Transport {
  private static final String NAME = "this machine";

  private final RootShell shell;
  private final Map<String, String> environment;

  /**
   * This machine.
   *
   * @param sudoPassword asked for each script; empty when sudo wants none or we are root
   */
  public LocalTransport(Supplier<Optional<String>> sudoPassword) {
    this(sudoPassword, Map.of());
  }

  /** For tests: variables that programs find beside our own, say {@code PATH}. */
  LocalTransport(Supplier<Optional<String>> sudoPassword, Map<String, String> environment) {
    shell = new RootShell(NAME, sudoPassword);
    this.environment = Map.copyOf(environment);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Outcome run(Script script, Consumer<String> onLine) {
    return shell.run(this::start, script, onLine);
  }

  @Override
  public Outcome converse(Script script, Conversation conversation) {
    return shell.converse(this::start, script, conversation);
  }

  @Override
  public void close() {
    // Nothing stays open between scripts.
  }

  private Running start(RootProgram program) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(program.words());
    builder.environment().putAll(environment);
    return new LocalRunning(builder.start());
  }

  private record LocalRunning(Process process) implements Running {
    @Override
    public OutputStream stdin() {
      return process.getOutputStream();
    }

    @Override
    public InputStream stdout() {
      return process.getInputStream();
    }

    @Override
    public InputStream stderr() {
      return process.getErrorStream();
    }

    @Override
    public OptionalInt status(Duration patience) throws IOException {
      try {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
            ? OptionalInt.of(process.exitValue())
            : OptionalInt.empty();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }

    // SIGTERM reaches timeout(1), which hands it on to everything that it started.
    @Override
    public void close() {
      process.destroy();
    }
  }
}
