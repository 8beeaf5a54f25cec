package dev.provision.containers.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.provision.containers.NamedText;
import dev.provision.containers.PodmanVersion;
import dev.provision.containers.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegistriesReaderTest {
  private static final Path SET = Path.of("src/test/resources/conformance/containers/registries");
  private static final PodmanVersion PODMAN = new PodmanVersion(4, 3, 1);

  record Row(String fixture, PodmanVersion podman, boolean accepted, String message) {}

  static List<Row> rows() throws IOException {
    List<String> lines = Files.readAllLines(SET.resolve("expected.tsv"));
    return lines.subList(1, lines.size()).stream()
        .map(line -> line.split("\t", -1))
        .map(
            it ->
                new Row(it[0], PodmanVersion.find(it[1]).orElseThrow(), it[2].equals("yes"), it[3]))
        .toList();
  }

  /** What five podmans said of each file; the words of their TOML reader are not ours. */
  @ParameterizedTest
  @MethodSource("rows")
  void readsWhatPodmanReads(Row row) throws IOException {
    var file = new NamedText(row.fixture(), Files.readString(SET.resolve(row.fixture())));
    var refusal =
        catchThrowableOfType(
            UnreadableException.class, () -> RegistriesReader.read(file, row.podman()));

    assertThat(refusal == null).as(String.valueOf(refusal)).isEqualTo(row.accepted());
    if (refusal != null && !row.message().startsWith("toml:")) {
      String said = row.message().replace("\\\"", "\"").replaceFirst(": sysreg.*", "");
      assertThat(refusal).hasMessageContaining(said.replaceFirst("\\\\$", ""));
    }
  }

  @Test
  void laterFilesReplaceWholeEntries() {
    var main =
        new NamedText(
            "a.conf",
            """
            unqualified-search-registries = ["docker.io"]
            [[registry]]
            prefix = "quay.io"
            location = "a.b/c"
            [[registry.mirror]]
            location = "m.b"
            """);
    var later =
        new NamedText(
            "b.conf", "unqualified-search-registries = []\n\n[[registry]]\nlocation = 'quay.io'\n");

    RegistriesConf merged = RegistriesReader.merge(Optional.of(main), List.of(later), PODMAN);

    assertThat(merged.search().orElseThrow().registries()).isEmpty();
    assertThat(merged.find("quay.io/x").orElseThrow().place()).hasToString("b.conf:3");
    assertThat(merged.find("quay.io/x").orElseThrow().mirrors()).isEmpty();
    assertThat(RegistriesReader.read(main, PODMAN).registries().get(0).mirrors().get(0).place())
        .hasToString("a.conf:5");
  }

  @Test
  void theOldFormatIsForTheMainFileAlone() {
    var old =
        new NamedText(
            "o", "[registries.search]\nregistries=['a.b']\n[registries.block]\nregistries=['c.d']");

    assertThat(RegistriesReader.read(old, PODMAN).find("c.d/e").orElseThrow().blocked()).isTrue();
    assertThatThrownBy(() -> RegistriesReader.readDropIn(old, PODMAN))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("registry must be in v2 format but is in v1");
  }
}
