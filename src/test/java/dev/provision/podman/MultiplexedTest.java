package dev.provision.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.podman.http.MalformedResponseException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Output in frames, and what is kept of it. */
class MultiplexedTest {
  private final Tail stdout = new Tail(1000);
  private final Tail stderr = new Tail(1000);

  private static byte[] frame(int stream, byte[] bytes) {
    int n = bytes.length;
    var out = new ByteArrayOutputStream();
    out.writeBytes(
        new byte[] {
          (byte) stream, 0, 0, 0, (byte) (n >> 24), (byte) (n >> 16), (byte) (n >> 8), (byte) n
        });
    out.writeBytes(bytes);
    return out.toByteArray();
  }

  @Test
  void takesTheStreamsApart() throws IOException {
    var all = new ByteArrayOutputStream();
    all.writeBytes(frame(1, new byte[] {'o', (byte) 0xff}));
    all.writeBytes(frame(2, new byte[] {'e'}));
    all.writeBytes(frame(1, new byte[0]));
    all.writeBytes(frame(1, new byte[] {'p'}));

    Multiplexed.read(new ByteArrayInputStream(all.toByteArray()), stdout, stderr);

    assertThat(stdout.printed().bytes()).containsExactly('o', 0xff, 'p');
    assertThat(stderr.printed().bytes()).containsExactly('e');
    assertThat(stdout.printed().isTruncated()).isFalse();
  }

  @Test
  void tellsThatItIsCutOff() {
    byte[] frame = frame(1, new byte[] {1, 2, 3});
    for (int length = 1; length < frame.length; length++) {
      InputStream in = new ByteArrayInputStream(frame, 0, length);
      assertThatThrownBy(() -> Multiplexed.read(in, stdout, stderr))
          .isInstanceOf(EOFException.class);
    }
  }

  @Test
  void tellsWhatIsNoFrame() {
    for (byte[] bytes :
        new byte[][] {"plain text".getBytes(), frame(0, new byte[1]), frame(7, new byte[1])}) {
      assertThatThrownBy(() -> Multiplexed.read(new ByteArrayInputStream(bytes), stdout, stderr))
          .isInstanceOf(MalformedResponseException.class);
    }
  }

  @Test
  void keepsTheEndHoweverTheBytesCome() {
    var random = new Random(7);
    byte[] all = new byte[10_000];
    random.nextBytes(all);
    for (int most : new int[] {1, 7, 999, 10_000, 20_000}) {
      var tail = new Tail(most);
      int at = 0;
      while (at < all.length) {
        int count = Math.min(all.length - at, random.nextInt(2500));
        tail.add(all, at, count);
        at += count;
        Printed printed = tail.printed();
        assertThat(printed.total()).isEqualTo(at);
        assertThat(printed.bytes()).isEqualTo(Arrays.copyOfRange(all, Math.max(0, at - most), at));
        assertThat(printed.isTruncated()).isEqualTo(at > most);
      }
    }
  }
}
