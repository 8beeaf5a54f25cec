package dev.provision.containers.registries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.NamedText;
import dev.provision.containers.PodmanVersion;
import dev.provision.containers.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttemptsTest {
  private static final Path SET = Path.of("src/test/resources/conformance/containers/rewrite");
  private static final PodmanVersion PODMAN = new PodmanVersion(4, 3, 1);

  record Row(String name, PodmanVersion podman, String attempts, String error) {}

  static List<Row> rows() throws IOException {
    List<String> lines = Files.readAllLines(SET.resolve("expected.tsv"));
    return lines.subList(1, lines.size()).stream()
        .map(line -> line.split("\t", -1))
        .map(it -> new Row(it[0], PodmanVersion.find(it[1]).orElseThrow(), it[2], it[3]))
        .toList();
  }

  /** What five podmans asked for, with one configuration. */
  @ParameterizedTest
  @MethodSource("rows")
  void asksWhatPodmanAsks(Row row) throws IOException {
    var file = new NamedText("reg.conf", Files.readString(SET.resolve("reg.conf")));
    RegistriesConf conf = RegistriesReader.read(file, row.podman());

    Attempts attempts = Attempts.of(conf, Reference.normalized(row.name()).orElseThrow());

    assertThat(
            attempts.all().stream()
                .map(it -> it.image().toString())
                .collect(Collectors.joining(" ")))
        .as(row.error())
        .isEqualTo(row.attempts().replaceAll("[,;> -]*[,;> ][,;> -]*", " ").strip());
    assertThat(attempts.denied()).isEqualTo(!row.error().isEmpty());
  }

  @Test
  void blockedIsAskedOfThePhysicalName() {
    RegistriesConf conf =
        RegistriesReader.read(
            new NamedText(
                "r", "[[registry]]\nprefix='docker.io'\nlocation='a.b/c'\nblocked=true\n"),
            PODMAN);

    assertThat(Attempts.of(conf, Reference.normalized("alpine").orElseThrow()).denied()).isFalse();
    assertThat(Attempts.of(conf, Reference.normalized("a.b/c/d").orElseThrow()).denied()).isFalse();
  }
}
