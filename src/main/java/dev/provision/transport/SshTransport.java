package dev.provision.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import net.schmizz.sshj.connection.ConnectionException;

/**
 * Runs scripts on a host over SSH, all on one connection. After the connection broke, the next
 * script makes a new one.
 */
public final class SshTransport implements Transport {
  private final SshTarget target;
  private final SshOptions options;
  private final RootShell shell;
  private SshConnection connection;

  private SshTransport(SshTarget target, SshOptions options) {
    this.target = target;
    this.options = options;
    shell = new RootShell(target.toString(), options.sudoPassword());
    connection = SshConnection.open(target, options);
  }

  /**
   * Connects and checks the host's key. The login leaves with the first script, which says what is
   * wrong with it.
   *
   * @throws UnreachableException in one sentence why not, and what to do
   */
  public static SshTransport connect(SshTarget target, SshOptions options) {
    return new SshTransport(target, options);
  }

  @Override
  public String name() {
    return target.toString();
  }

  @Override
  public Outcome run(Script script, Consumer<String> onLine) {
    return connected(() -> shell.run(this::start, script, onLine));
  }

  @Override
  public Outcome converse(Script script, Conversation conversation) {
    return connected(() -> shell.converse(this::start, script, conversation));
  }

  @Override
  public Duplex open(Script script) {
    return connected(() -> shell.open(this::start, script));
  }

  private <T> T connected(Supplier<T> work) {
    if (!connection.isOpen()) {
      connection.close();
      connection = SshConnection.open(target, options);
    }
    try {
      return work.get();
    } catch (UnreachableException | TimeLimitException e) {
      // Whatever was on its way must not meet the next script.
      connection.cut();
      throw e;
    }
  }

  @Override
  public void close() {
    connection.close();
  }

  private Running start(RootProgram program, boolean inputIsAll) throws IOException {
    // The login shell keeps no process of its own.
    String command = "exec " + ShellQuote.words(program.words());
    boolean hasInput = program.input().length > 0 || !inputIsAll;
    try {
      return new RemoteRunning(connection.start(command, hasInput));
    } catch (OutOfStepException e) {
      connection = connection.oneByOne();
      return new RemoteRunning(connection.start(command, hasInput));
    }
  }

  private record RemoteRunning(ExecChannel channel) implements Running {
    @Override
    public OutputStream stdin() {
      return channel.stdin();
    }

    @Override
    public InputStream stdout() {
      return channel.getInputStream();
    }

    @Override
    public InputStream stderr() {
      return channel.getErrorStream();
    }

    @Override
    public OptionalInt status(Duration patience) throws IOException {
      if (channel.status().isPresent() || patience.isZero()) {
        return channel.status();
      }
      try {
        channel.join(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ConnectionException e) {
        if (!channel.isOpen() && channel.status().isEmpty()) {
          throw new IOException("the connection was lost", e);
        }
      }
      if (channel.status().isEmpty() && !channel.isOpen()) {
        throw new IOException("the connection was lost before the script ended");
      }
      return channel.status();
    }

    @Override
    public void close() {
      try {
        channel.sendClose();
      } catch (IOException e) {
        // The connection is gone.
      }
    }
  }
}
