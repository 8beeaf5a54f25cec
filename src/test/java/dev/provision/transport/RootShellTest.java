package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Hosts on which no script ever starts, and ends that are easily missed. */
final class RootShellTest {
  private static final Script SCRIPT =
      new Script("true", List.of(), new byte[0], Duration.ofMinutes(40));

  private static final Duration START = Duration.ofMillis(300);

  @Test
  void loginScriptThatHangsIsNotWaitedForAsLongAsAScript() throws Exception {
    try (var silence = new PipedOutputStream()) {
      InputStream stdout = new PipedInputStream(silence);
      InputStream stderr = text("asks for a password\n");
      assertThatThrownBy(() -> run(START, stdout, stderr))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContainingAll("no shell started a script within 300 ms", "for a password");
    }
  }

  @Test
  void loginScriptThatChattersForEverIsStopped() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };
    assertThatThrownBy(() -> run(Duration.ofMinutes(1), endless, text("")))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("what runs at a login there printed more than");
  }

  @Test
  void wordsThatFollowTheStatusOfALongSilentScriptAreHeard() throws Exception {
    try (var words = new PipedOutputStream();
        var stdout = new PipedInputStream(words);
        var silence = new PipedOutputStream();
        var stderr = new PipedInputStream(silence)) {
      var shell = new RootShell("host", Optional::empty);
      Outcome outcome =
          shell.run(
              (program, all) -> {
                words.write((program.marker() + "\n").getBytes(StandardCharsets.UTF_8));
                return new LateWords(stdout, stderr, words);
              },
              SCRIPT,
              line -> {});
      assertThat(outcome.stdout()).isEqualTo("last words\n");
    }
  }

  @Test
  void whoTalksOnAfterTheEndIsNotListenedToForEver() throws Exception {
    var talking =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
              Thread.sleep(50);
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            buffer[offset] = 'x';
            return 1;
          }
        };
    var shell = new RootShell("host", Optional::empty);
    Outcome outcome =
        shell.run(
            (program, all) ->
                new Fixed(text(program.marker() + "\nall of it\n"), talking, OptionalInt.of(0)),
            SCRIPT,
            line -> {});
    assertThat(outcome.stdout()).isEqualTo("all of it\n");
  }

  private static void run(Duration patience, InputStream stdout, InputStream stderr) {
    var shell = new RootShell("host", Optional::empty, List.of(), patience);
    shell.run((program, all) -> new Fixed(stdout, stderr, OptionalInt.empty()), SCRIPT, line -> {});
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private record Fixed(InputStream stdout, InputStream stderr, OptionalInt end) implements Running {
    @Override
    public OutputStream stdin() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public OptionalInt status(Duration patience) {
      return end;
    }

    @Override
    public void close() {}
  }

  /** Its status is there first, after a silence; its words follow; its streams never end. */
  private static final class LateWords implements Running {
    private final InputStream stdout;
    private final InputStream stderr;
    private final OutputStream words;
    private final long since = System.nanoTime();
    private boolean ended;

    LateWords(InputStream stdout, InputStream stderr, OutputStream words) {
      this.stdout = stdout;
      this.stderr = stderr;
      this.words = words;
    }

    @Override
    public OutputStream stdin() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream stdout() {
      return stdout;
    }

    @Override
    public InputStream stderr() {
      return stderr;
    }

    @Override
    public OptionalInt status(Duration patience) throws IOException {
      if (!ended && System.nanoTime() - since > RootShell.SILENCE.toNanos()) {
        ended = true;
        words.write("last words\n".getBytes(StandardCharsets.UTF_8));
        words.flush();
      }
      return ended ? OptionalInt.of(0) : OptionalInt.empty();
    }

    @Override
    public void close() {}
  }
}
