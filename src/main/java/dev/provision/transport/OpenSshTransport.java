package dev.provision.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs scripts on a host through the {@code ssh} of this machine. The first one makes a connection
 * that the others share (ssh_config(5), ControlMaster).
 */
public final class OpenSshTransport implements Transport {
  private static final int GOODBYE_SECONDS = 5;
  private static final String AGENT = "SSH_AUTH_SOCK";

  private final SshTarget target;
  private final OpenSshOptions options;
  private final Path folder;
  private final RootShell shell;

  private OpenSshTransport(SshTarget target, OpenSshOptions options, Path folder) {
    this.target = target;
    this.options = options;
    this.folder = folder;
    shell = new RootShell(name(), options.sudoPassword());
  }

  /** Prepares; the connection is made by the first script, which says what is wrong with it. */
  static OpenSshTransport to(SshTarget target, OpenSshOptions options) {
    try {
      // Of nobody else: whoever can use the socket is logged in.
      Path folder = Files.createTempDirectory("provision");
      Files.writeString(folder.resolve("config"), OpenSshConfig.file(options));
      return new OpenSshTransport(target, options, folder);
    } catch (IOException e) {
      throw new UncheckedIOException("a folder for ssh", e);
    }
  }

  @Override
  public String name() {
    String user = options.given().user() ? target.user() + "@" : "";
    String host = target.host().contains(":") ? "[" + target.host() + "]" : target.host();
    return user + host + (options.given().port() ? ":" + target.port() : "");
  }

  @Override
  public Outcome run(Script script, Consumer<String> onLine) {
    return orCut(() -> shell.run(this::start, script, onLine));
  }

  @Override
  public Outcome converse(Script script, Conversation conversation) {
    return orCut(() -> shell.converse(this::start, script, conversation));
  }

  @Override
  public Duplex open(Script script) {
    return orCut(() -> shell.open(this::start, script));
  }

  private <T> T orCut(Supplier<T> work) {
    try {
      return work.get();
    } catch (UnreachableException | TimeLimitException e) {
      // Whatever was on its way must not meet the next script.
      sayGoodbye();
      throw e;
    }
  }

  @Override
  public void close() {
    sayGoodbye();
    try {
      Files.deleteIfExists(folder.resolve("config"));
      Files.deleteIfExists(OpenSshConfig.socket(folder));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // It holds no secret.
    }
  }

  private void sayGoodbye() {
    if (!Files.exists(OpenSshConfig.socket(folder))) {
      return;
    }
    try {
      Process exit =
          new ProcessBuilder(OpenSshConfig.exit(target, folder))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!exit.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
        exit.destroyForcibly();
      }
    } catch (IOException e) {
      // It ends by itself when it has been idle.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Running start(RootProgram program, boolean inputIsAll) {
    var ending = new OpenSshEnding(program.marker());
    List<String> words =
        OpenSshConfig.command(target, options, folder, ending.telling(program.words()));
    try {
      var builder = new ProcessBuilder(words);
      // ssh_config may name another one.
      builder.environment().remove(AGENT);
      options.agentSocket().ifPresent(it -> builder.environment().put(AGENT, it.toString()));
      if (program.input().length == 0 && inputIsAll) {
        builder.redirectInput(Path.of("/dev/null").toFile());
      }
      return new OpenSshRunning(name(), builder.start(), ending);
    } catch (IOException e) {
      throw new UnreachableException(
          name()
              + ": there is no ssh to start here; install openssh-client, or leave out --transport"
              + " openssh",
          e);
    }
  }
}
