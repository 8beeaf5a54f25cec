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
    String seen = "absent\nregistry " + NEW + "\n";
    assertThat(summary(newest, seen)).contains("pull " + NEW);
    assertThat(summary(pinned, seen)).contains("pull " + OLD);
    assertThat(summary(newest, "absent\nunasked nobody answered\n")).contains("pull");
  }

  @Test
  void newestIsComparedWithTheRegistry() {
    String stored = "stored\ndigest " + OLD + "\n";
    assertThat(summary(newest, stored + "registry " + OLD + "\n")).isEmpty();
    assertThat(summary(newest, stored + "registry " + NEW + "\n"))
        .contains("pull " + NEW + ", which the registry has by now");
  }

  /** Of an image in a list both digests are known: its own and the list's. */
  @Test
  void anyOfItsDigestsWillDo() {
    String stored = "stored\ndigest " + OLD + "\ndigest " + NEW + "\nregistry ";
    assertThat(summary(newest, stored + OLD)).isEmpty();
    assertThat(summary(newest, stored + NEW)).isEmpty();
    assertThat(summary(pinned, stored + NEW)).isEmpty();
  }

  @Test
  void registryThatIsAwayMakesNoDifference() {
    String seen = "stored\ndigest " + OLD + "\nunasked dial tcp: connection refused\n";
    assertThat(summary(newest, seen)).isEmpty();
    assertThat(note(newest, seen))
        .contains(
            "image:docker.io/library/base:1: whether the registry has a newer one is not known:"
                + " dial tcp: connection refused");
  }

  @Test
  void pinnedOneDiffersFromItsDigestOnly() {
    assertThat(summary(pinned, "stored\ndigest " + NEW + "\nregistry " + NEW + "\n"))
        .contains("pull " + OLD + ", which the profile asks for");
    String behind = "stored\ndigest " + OLD + "\nregistry " + NEW + "\n";
    assertThat(summary(pinned, behind)).isEmpty();
    assertThat(note(pinned, behind))
        .contains(
            "image:docker.io/library/base:1: the registry has sha256:111111111111… by now, newer"
                + " than the profile");
  }

  /** Before the first apply nobody can be asked; afterwards silence is no answer. */
  @Test
  void storeThatDoesNotSayIsUnknown() {
    assertThat(newest.change(observation(newest, "none", ""))).isPresent();
    assertThat(newest.change(observation(newest, "asked", ""))).isEmpty();
    assertThat(newest.note(observation(newest, "asked", "")))
        .contains(
            "image:docker.io/library/base:1: the store of agent did not say whether it is there");
  }

  /** podman does not run in a tree. */
  @Test
  void treeIsLeftAlone() {
    Observation tree = observation(newest, "tree", "");
    assertThat(newest.change(tree)).isEmpty();
    assertThat(newest.note(tree)).isPresent();
  }

  private static StoredImage image(Optional<String> digest) {
    String name = "docker.io/library/base:1";
    return new StoredImage("agent", name, name, digest);
  }

  private static Optional<String> summary(StoredImage image, String seen) {
    return image.change(observation(image, "asked", seen)).map(Change::summary);
  }

  private static Optional<String> note(StoredImage image, String seen) {
    return image.note(observation(image, "asked", seen));
  }

  private static Observation observation(StoredImage image, String store, String seen) {
    return new Observation(
        Map.of(image.facts().get(0), answer(store), image.facts().get(1), answer(seen)));
  }

  private static Answer answer(String text) {
    return new Answer(0, text.getBytes(StandardCharsets.UTF_8));
  }
}
