package dev.provision.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs scripts as root, on whatever starts commands. The host ends a script that outlives its limit
 * (timeout(1)), whether or not we are still there; this side gives up a little later.
 */
final class RootShell {
  /** What a host gets beyond the limit before we stop waiting for it. */
  private static final Duration GRACE = Duration.ofSeconds(RootProgram.KILL_AFTER_SECONDS + 10);

  /**
   * How long open streams may stay silent from when the end was seen: something in the background
   * holds them. Silence before says nothing, since the last words often come with the status.
   */
  static final Duration SILENCE = Duration.ofSeconds(2);

  /** How long they may talk on: what the script said is at most a pipe's content by then. */
  private static final Duration ECHO = Duration.ofSeconds(10);

  /** How much earlier than the limit a clock may see the host's time run out. */
  private static final Duration JITTER = Duration.ofMillis(250);

  /** How long login scripts and sudo may take before a script starts. */
  private static final Duration START = Duration.ofMinutes(2);

  private static final long SLICE_MILLISECONDS = 200;

  private final String name;
  private final Supplier<Optional<String>> sudoPassword;
  private final List<String> launcher;
  private final Duration start;

  /**
   * A shell on a host.
   *
   * @param name what people call the host
   * @param sudoPassword asked once for each script
   */
  RootShell(String name, Supplier<Optional<String>> sudoPassword) {
    this(name, sudoPassword, List.of());
  }

  /**
   * A shell that another program starts.
   *
   * @param launcher that program's words, run as root
   */
  RootShell(String name, Supplier<Optional<String>> sudoPassword, List<String> launcher) {
    this(name, sudoPassword, launcher, START);
  }

  /** For tests: other patience with login scripts. */
  RootShell(
      String name, Supplier<Optional<String>> sudoPassword, List<String> launcher, Duration start) {
    this.start = start;
    this.launcher = List.copyOf(launcher);
    this.name = name;
    this.sudoPassword = sudoPassword;
  }

  /** As {@link Transport#run}. */
  Outcome run(Running.Starter starter, Script script, Consumer<String> onLine) {
    return start(starter, script, Conversation.listening(onLine), true);
  }

  /** As {@link Transport#converse}. */
  Outcome converse(Running.Starter starter, Script script, Conversation conversation) {
    return start(starter, script, conversation, false);
  }

  /** As {@link Transport#open}. */
  Duplex open(Running.Starter starter, Script script) {
    RootProgram program = RootProgram.of(script, sudoPassword.get(), launcher);
    long deadline = System.nanoTime() + script.limit().plus(GRACE).toNanos();
    try {
      return RawProgram.begin(name, starter.start(program, false), program, deadline);
    } catch (IOException e) {
      throw new UnreachableException(
          name + ": " + HostText.line(String.valueOf(e.getMessage())), e);
    }
  }

  private Outcome start(
      Running.Starter starter, Script script, Conversation conversation, boolean inputIsAll) {
    RootProgram program = RootProgram.of(script, sudoPassword.get(), launcher);
    try (Running running = starter.start(program, inputIsAll)) {
      return new Run(script, program, running, conversation, inputIsAll).outcome();
    } catch (IOException e) {
      throw new UnreachableException(
          name + ": " + HostText.line(String.valueOf(e.getMessage())), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException(name + ": interrupted", e);
    }
  }

  private final class Run {
    private final Script script;
    private final RootProgram program;
    private final Running running;
    private final Pumps pumps;
    private final Capture stdout;
    private final Capture stderr;
    private final long deadline;
    private long started;

    Run(
        Script script,
        RootProgram program,
        Running running,
        Conversation conversation,
        boolean inputIsAll) {
      this.script = script;
      this.program = program;
      this.running = running;
      pumps = new Pumps(name, running, program.input());
      if (inputIsAll) {
        pumps.send(Conversation.Reply.END);
      }
      stdout = new Capture(program.marker(), line -> pumps.send(conversation.heard(line)));
      stderr = new Capture(program.marker(), line -> {});
      started = System.nanoTime();
      deadline = started + script.limit().plus(GRACE).toNanos();
    }

    Outcome outcome() throws IOException, InterruptedException {
      try (pumps) {
        listen();
        stdout.end();
        stderr.end();
        int status =
            running
                .status(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))
                .orElseThrow(this::tooLong);
        if (!stdout.started()) {
          throw new UnreachableException(Refusal.of(name, program, stdout, stderr, status));
        }
        boolean ended = status == 124 || status == 128 + 9;
        if (ended && System.nanoTime() - started >= script.limit().minus(JITTER).toNanos()) {
          throw tooLong();
        }
        return new Outcome(status, stdout.text(), stderr.text());
      } finally {
        running.close();
      }
    }

    private void listen() throws IOException, InterruptedException {
      Set<Pumps.Source> open = EnumSet.allOf(Pumps.Source.class);
      boolean ended = false;
      long giveUp = deadline;
      long looked = System.nanoTime();
      long silentSince = looked;
      while (!open.isEmpty()) {
        Pumps.Chunk chunk = pumps.next(SLICE_MILLISECONDS);
        long now = System.nanoTime();
        if (now - giveUp > 0) {
          if (ended) {
            return;
          }
          throw tooLong();
        }
        if (!stdout.started() && now - started > start.toNanos()) {
          throw new UnreachableException(neverStarted());
        }
        // Whoever talks on leaves no silence to look in.
        if (!ended && (chunk == null || now - looked > SILENCE.toNanos())) {
          ended = running.status(Duration.ZERO).isPresent();
          looked = System.nanoTime();
          silentSince = looked;
          giveUp = ended ? looked + ECHO.toNanos() : deadline;
        }
        if (chunk == null) {
          if (ended && now - silentSince > SILENCE.toNanos()) {
            return;
          }
        } else if (chunk.isEnd()) {
          open.remove(chunk.source());
        } else {
          silentSince = now;
          take(chunk, now);
        }
      }
    }

    private void take(Pumps.Chunk chunk, long now) {
      Capture capture = chunk.source() == Pumps.Source.STDOUT ? stdout : stderr;
      boolean waiting = !stdout.started();
      if (!capture.add(chunk.bytes())) {
        throw new UnreachableException(
            "%s: %s printed more than %d MiB; it was stopped"
                .formatted(
                    name,
                    capture.started() ? "a script" : "what runs at a login there",
                    (capture.started() ? Capture.LONGEST : Capture.LONGEST_LOGIN) / 1024 / 1024));
      }
      if (waiting && stdout.started()) {
        started = now;
      }
    }

    private TimeLimitException tooLong() {
      return new TimeLimitException(
          "%s: a script ran longer than its limit of %s and was stopped"
              .formatted(name, seconds(script.limit())));
    }

    private String neverStarted() {
      return "%s: logged in, but no shell started a script within %s; look at what runs at a login there, and at sudo%s"
          .formatted(name, seconds(start), Refusal.inParentheses(stderr.chatter()));
    }
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
