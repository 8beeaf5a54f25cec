package dev.provision.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnifiedDiffTest {
  @TempDir Path folder;

  @Test
  void equalTextsHaveNone() {
    assertThat(UnifiedDiff.of("f", "a\nb\n", "a\nb\n")).isEmpty();
  }

  @Test
  void readsAsPeopleKnowIt() {
    assertThat(UnifiedDiff.of("/etc/x", "a\nb\nc\n", "a\nB\nc\n"))
        .contains("--- /etc/x\n+++ /etc/x\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n");
  }

  @Test
  void missingLineEndIsSaid() {
    assertThat(UnifiedDiff.of("f", "a", "a\n")).get().asString().contains("\\ No newline at end");
  }

  /** patch(1) is the judge: what it makes of the old text and our diff must be the new text. */
  @Test
  void patchAcceptsIt() throws Exception {
    var random = new Random(7);
    for (int round = 0; round < 60; round++) {
      String before = lines(random);
      String after = lines(random);
      var diff = UnifiedDiff.of("f", before, after);
      if (diff.isEmpty()) {
        continue;
      }
      Files.writeString(folder.resolve("f"), before);
      Files.writeString(folder.resolve("d"), diff.get());
      Process patch =
          new ProcessBuilder("patch", "-s", "--fuzz=0", "f", "d")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(patch.getInputStream().readAllBytes());
      assertThat(patch.waitFor()).as(said + diff.get()).isZero();
      Path result = folder.resolve("f");
      // patch removes a file that becomes empty.
      assertThat(Files.exists(result) ? Files.readString(result) : "").isEqualTo(after);
    }
  }

  private static String lines(Random random) {
    var text = new StringBuilder();
    int count = random.nextInt(30);
    for (int i = 0; i < count; i++) {
      text.append("line ").append(random.nextInt(6)).append('\n');
    }
    return text.toString();
  }
}
