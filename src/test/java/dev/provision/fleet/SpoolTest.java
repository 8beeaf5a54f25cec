package dev.provision.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.fleet.Spool.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  @TempDir Path folder;

  /** Smaller and larger than what stays in memory, read in another order, some while it grows. */
  @Test
  void everyPieceIsReadAsItWas() throws IOException {
    try (var spool = new Spool(folder)) {
      keepsAll(spool);
    }
  }

  /** A full disk costs memory, no result. */
  @Test
  void withoutRoomOnDiskItGoesOnInMemory() throws IOException {
    try (var spool = new Spool(folder.resolve("none"))) {
      keepsAll(spool);
    }
    assertThat(folder).isEmptyDirectory();
  }

  /** Not even when the process is killed. */
  @Test
  void nothingIsLeftBehind() throws IOException {
    var spool = new Spool(folder);
    Place first = spool.add(new byte[] {7});
    for (int i = 0; i < 5; i++) {
      spool.add(new byte[1 << 18]);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
    assertThat(spool.read(first)).containsExactly(7);
    spool.close();
  }

  private static void keepsAll(Spool spool) throws IOException {
    var random = new Random(42);
    var pieces = new ArrayList<byte[]>();
    var places = new ArrayList<Place>();
    for (int i = 0; i < 300; i++) {
      byte[] piece = new byte[i % 100 == 50 ? 700_000 : random.nextInt(20_000)];
      Arrays.fill(piece, (byte) i);
      pieces.add(piece);
      places.add(spool.add(piece));
      int earlier = random.nextInt(pieces.size());
      assertThat(spool.read(places.get(earlier))).isEqualTo(pieces.get(earlier));
    }
    List<Integer> order = new ArrayList<>(places.stream().map(places::indexOf).toList());
    Collections.shuffle(order, random);
    for (int i : order) {
      assertThat(spool.read(places.get(i))).as("piece %d", i).isEqualTo(pieces.get(i));
    }
  }
}
