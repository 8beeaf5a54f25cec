package dev.provision.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Answer;
import dev.provision.plan.Change;
import dev.provision.plan.Observation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoredImageTest {
  private static final String OLD = "sha256:" + "0".repeat(64);
  private static final String NEW = "sha256:" + "1".repeat(64);

  private final StoredImage newest = image(Optional.empty());
  private final StoredImage pinned = image(Optional.of(OLD));

  @Test
  void missingOneIsPulled() {
    String seen = "registry " + NEW + "\n";
    assertThat(summary(newest, seen)).contains("pull " + NEW);
    assertThat(summary(pinned, seen)).contains("pull " + OLD);
    assertThat(summary(newest, "unasked nobody answered\n")).contains("pull");
  }

  @Test
  void newestIsComparedWithTheRegistry() {
    String stored = "id abc\ndigest " + OLD + "\n";
    assertThat(summary(newest, stored + "registry " + OLD + "\n")).isEmpty();
    assertThat(summary(newest, stored + "registry " + NEW + "\n"))
        .contains("pull " + NEW + ", which the registry has by now");
  }

  /** Of an image in a list both digests are known: its own and the list's. */
  @Test
  void anyOfItsDigestsWillDo() {
    String stored = "id abc\ndigest " + OLD + "\ndigest " + NEW + "\nregistry ";
    assertThat(summary(newest, stored + OLD)).isEmpty();
    assertThat(summary(newest, stored + NEW)).isEmpty();
    assertThat(summary(pinned, stored + NEW)).isEmpty();
  }

  @Test
  void registryThatIsAwayMakesNoDifference() {
    String seen = "id abc\ndigest " + OLD + "\nunasked dial tcp: connection refused\n";
    assertThat(summary(newest, seen)).isEmpty();
    assertThat(note(newest, seen))
        .contains(
            "image:docker.io/library/base:1: whether the registry has a newer one is not known:"
                + " dial tcp: connection refused");
  }

  @Test
  void pinnedOneDiffersFromItsDigestOnly() {
    assertThat(summary(pinned, "id abc\ndigest " + NEW + "\nregistry " + NEW + "\n"))
        .contains("pull " + OLD + ", which the profile asks for");
    String behind = "id abc\ndigest " + OLD + "\nregistry " + NEW + "\n";
    assertThat(summary(pinned, behind)).isEmpty();
    assertThat(note(pinned, behind))
        .contains(
            "image:docker.io/library/base:1: the registry has sha256:111111111111… by now, newer"
                + " than the profile");
  }

  /** podman does not run in a tree. */
  @Test
  void treeIsLeftAlone() {
    Observation tree = observation(newest, 1, "");
    assertThat(newest.change(tree)).isEmpty();
    assertThat(newest.note(tree)).isPresent();
  }

  private static StoredImage image(Optional<String> digest) {
    String name = "docker.io/library/base:1";
    return new StoredImage("agent", name, name, digest);
  }

  private static Optional<String> summary(StoredImage image, String seen) {
    return image.change(observation(image, 0, seen)).map(Change::summary);
  }

  private static Optional<String> note(StoredImage image, String seen) {
    return image.note(observation(image, 0, seen));
  }

  private static Observation observation(StoredImage image, int booted, String seen) {
    return new Observation(
        Map.of(
            image.facts().get(0), new Answer(booted, new byte[0]),
            image.facts().get(1), new Answer(0, seen.getBytes(StandardCharsets.UTF_8))));
  }
}
