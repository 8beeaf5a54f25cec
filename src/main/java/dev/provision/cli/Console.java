package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.ExitStatus;
import dev.provision.report.AzureCommand;
import dev.provision.report.CommandGuard;
import dev.provision.report.HostText;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The one seam to the process's streams: results on standard output, progress and advice on
 * standard error. Nothing but an {@link AzureCommand} can become a logging command of Azure
 * Pipelines here, wherever the text came from.
 */
final class Console implements AutoCloseable {

  /** Which streams people look at; Java 17 cannot tell, so the launcher does. */
  record Terminals(boolean result, boolean advice) {
    static Terminals ofProcess() {
      String streams = System.getProperty("provision.terminal", "");
      return new Terminals(streams.contains("out"), streams.contains("err"));
    }
  }

  private final Outlet outlet;
  private final PrintStream out;
  private final PrintStream err;
  private final InputStream in;
  private final Terminals terminals;
  private final CommandGuard outGuard = new CommandGuard();
  private final CommandGuard errGuard = new CommandGuard();
  private boolean lost;

  Console(OutputStream out, OutputStream err, InputStream in, Terminals terminals) {
    this.outlet = new Outlet(out);
    this.out = text(outlet);
    this.err = text(err);
    this.in = in;
    this.terminals = terminals;
  }

  static Console ofProcess() {
    return new Console(
        stream(FileDescriptor.out), stream(FileDescriptor.err), System.in, Terminals.ofProcess());
  }

  private static OutputStream stream(FileDescriptor descriptor) {
    return new BufferedOutputStream(new FileOutputStream(descriptor));
  }

  /** UTF-8 whatever the locale: in the C locale Java 17 would print question marks. */
  private static PrintStream text(OutputStream out) {
    return new PrintStream(out, false, StandardCharsets.UTF_8);
  }

  Terminals terminals() {
    return terminals;
  }

  InputStream input() {
    return in;
  }

  /** Prints a part of the result. */
  void result(String text) {
    out.print(outGuard.next(text));
    out.flush();
  }

  /** The result as a stream of parts; to close it ends nothing. */
  Writer results() {
    return new Writer() {
      @Override
      public void write(char[] text, int offset, int length) {
        result(new String(text, offset, length));
      }

      @Override
      public void flush() {
        out.flush();
      }

      @Override
      public void close() {
        flush();
      }
    };
  }

  /** Prints a real logging command, on a line of its own. */
  void command(AzureCommand command) {
    out.print(outGuard.endLine());
    out.print(command + "\n");
    out.flush();
  }

  /** Prints progress or advice. */
  void advise(String text) {
    err.print(errGuard.next(text));
    err.flush();
  }

  /** Tells that a part of the result reached nobody; the process must not end as if it had. */
  void lost(String what) {
    lost = true;
    advise("provision: " + HostText.line(what) + "\n");
  }

  /** How the process ends after a command that ended with {@code code}: trouble tells more. */
  ExitStatus ended(ExitStatus code) {
    outlet.trouble().ifPresent(reason -> lost("the result could not be written: " + reason));
    boolean answered =
        code == ExitCode.OK || code == ExitCode.DIFFERENT || code instanceof ContainerStatus;
    return lost && answered ? ExitCode.OUTPUT_LOST : code;
  }

  /** Prints where trouble came from; its message may be a host's. */
  void stackTrace(Throwable trouble) {
    var text = new StringWriter();
    trouble.printStackTrace(new PrintWriter(text, true));
    advise(HostText.text(text.toString()));
  }

  /** Asks on the terminal, without echo; empty when there is none. */
  Optional<String> askSecret(String prompt) {
    java.io.Console terminal = System.console();
    return terminal == null
        ? Optional.empty()
        : Optional.ofNullable(terminal.readPassword("%s", prompt)).map(String::new);
  }

  /** Prints what the guards held back. */
  @Override
  public void close() {
    out.print(outGuard.end());
    out.flush();
    err.print(errGuard.end());
    err.flush();
  }
}
