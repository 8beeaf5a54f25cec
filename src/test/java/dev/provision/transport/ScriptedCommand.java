package dev.provision.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.command.CommandFactory;

/** A command of Apache MINA's server that does what a test says, on a thread of its own. */
final class ScriptedCommand implements Command {
  private static final Pattern MARKER = Pattern.compile("provision-[0-9a-f]{32}");

  /** What the command does. */
  interface Body {
    void run(ScriptedCommand command, ChannelSession channel) throws Exception;
  }

  private final String text;
  private final int attempt;
  private final Body body;
  private OutputStream stdout;
  private OutputStream stderr;
  private ExitCallback callback;

  private ScriptedCommand(String text, int attempt, Body body) {
    this.text = text;
    this.attempt = attempt;
    this.body = body;
  }

  static CommandFactory factory(Body body) {
    AtomicInteger attempts = new AtomicInteger();
    return (channel, text) -> new ScriptedCommand(text, attempts.incrementAndGet(), body);
  }

  /** How many commands there were, with this one. */
  int attempt() {
    return attempt;
  }

  /** The line that a script begins with. */
  byte[] marker() {
    Matcher matcher = MARKER.matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("no marker in " + text);
    }
    return (matcher.group() + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  OutputStream stdout() {
    return stdout;
  }

  OutputStream stderr() {
    return stderr;
  }

  void exit(int status) throws IOException {
    stdout.flush();
    stderr.flush();
    callback.onExit(status);
  }

  @Override
  public void setExitCallback(ExitCallback value) {
    callback = value;
  }

  @Override
  public void setInputStream(InputStream value) {
    // Nothing is read.
  }

  @Override
  public void setOutputStream(OutputStream value) {
    stdout = value;
  }

  @Override
  public void setErrorStream(OutputStream value) {
    stderr = value;
  }

  @Override
  public void start(ChannelSession channel, Environment environment) {
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run(this, channel);
                stdout.flush();
              } catch (Exception e) {
                // The client went away.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void destroy(ChannelSession channel) {
    // Nothing to end.
  }
}
