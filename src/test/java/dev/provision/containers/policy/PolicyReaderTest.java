package dev.provision.containers.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.containers.NamedText;
import dev.provision.containers.PodmanVersion;
import dev.provision.containers.UnreadableException;
import dev.provision.containers.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What five podmans said of each file and each scope. */
class PolicyReaderTest {
  private static final Path SET = Path.of("src/test/resources/conformance/containers");
  private static final PodmanVersion PODMAN = new PodmanVersion(4, 3, 1);

  record Row(String fixture, PodmanVersion podman, boolean read, String message) {}

  record Scope(String policy, String name, boolean allowed) {}

  static List<Row> rows() throws IOException {
    return lines("policy").stream()
        .map(
            it ->
                new Row(
                    it[0],
                    PodmanVersion.find(it[1]).orElseThrow(),
                    it[2].equals("0") || it[3].contains("Source image rejected"),
                    it[3].replaceAll("^\"|\"$", "").replace("\\\"", "\"")))
        .toList();
  }

  static List<Scope> scopes() throws IOException {
    return lines("scopes").stream()
        .map(it -> new Scope(it[0], it[1], it[2].equals("ALLOW")))
        .toList();
  }

  private static List<String[]> lines(String folder) throws IOException {
    List<String> lines = Files.readAllLines(SET.resolve(folder).resolve("expected.tsv"));
    return lines.subList(1, lines.size()).stream().map(line -> line.split("\t", -1)).toList();
  }

  /** The words of Go's JSON reader are not ours. */
  @ParameterizedTest
  @MethodSource("rows")
  void readsWhatPodmanReads(Row row) throws IOException {
    String text = Files.readString(SET.resolve("policy").resolve(row.fixture() + ".json"));
    var refusal =
        catchThrowableOfType(
            UnreadableException.class,
            () -> PolicyReader.read(new NamedText("p.json", text), row.podman()));

    assertThat(refusal == null).as(String.valueOf(refusal)).isEqualTo(row.read());
    if (refusal != null && !row.message().startsWith("invalid character")) {
      assertThat(refusal).hasMessageContaining(row.message());
    }
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void decidesAsPodmanDoes(Scope row) throws IOException {
    JsonNode verdicts = new JsonMapper().readTree(row.policy());
    String scopes =
        verdicts.properties().stream()
            .map(
                it ->
                    "\"%s\": [{\"type\": \"%s\"}]"
                        .formatted(
                            it.getKey(),
                            it.getValue().asText().equals("A")
                                ? "insecureAcceptAnything"
                                : "reject"))
            .collect(Collectors.joining(","));
    String text =
        "{\"default\": [{\"type\": \"reject\"}], \"transports\": {\"docker\": {" + scopes + "}}}";

    PolicyFile policy = PolicyReader.read(new NamedText("p.json", text), PODMAN);

    assertThat(
            policy
                .decide(Reference.normalized(row.name()).orElseThrow())
                .requirements()
                .denial()
                .isEmpty())
        .isEqualTo(row.allowed());
  }
}
