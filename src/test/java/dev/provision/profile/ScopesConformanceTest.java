package dev.provision.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.containers.registries.Prefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scopes and prefixes against what five podmans did with them. */
class ScopesConformanceTest {
  private static final Path SET = Path.of("src/test/resources/conformance/containers");

  record Row(Map<String, String> verdicts, String name, boolean allowed) {}

  static List<Row> scopes() throws IOException {
    var rows = new ArrayList<Row>();
    List<String> lines = Files.readAllLines(SET.resolve("scopes/expected.tsv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split("\t");
      JsonNode scopes = new JsonMapper().readTree(fields[0]);
      var verdicts = new TreeMap<String, String>();
      scopes.properties().forEach(each -> verdicts.put(each.getKey(), each.getValue().asText()));
      rows.add(new Row(verdicts, fields[1], fields[2].equals("ALLOW")));
    }
    return rows;
  }

  /** A scope that let something through is no fault; the scopes told as faults let nothing. */
  @ParameterizedTest
  @MethodSource("scopes")
  void noScopeThatWorksIsRefused(Row row) {
    for (Map.Entry<String, String> scope : row.verdicts().entrySet()) {
      if (row.allowed() && scope.getValue().equals("A")) {
        assertThat(NameFault.ofScope(scope.getKey())).as(scope.getKey()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void judgesNamesAsPodmanDoes(Row row) {
    // Before a tag or digest is known, a scope with one says nothing about the name.
    boolean exact = row.verdicts().keySet().stream().anyMatch(s -> s.matches(".*/.*[:@].*"));
    if (exact || row.name().contains("@")) {
      return;
    }
    String name =
        row.name()
            .replaceFirst("^alpine$", "docker.io/library/alpine")
            .replaceFirst("^index\\.", "");
    assertThat(new Scopes(policy(row.verdicts())).opensSome(name)).isEqualTo(row.allowed());
  }

  private static Policy policy(Map<String, String> verdicts) {
    return new Policy(
        Policy.Verdict.REJECT,
        Map.of("docker", of("A", verdicts)),
        Map.of("docker", of("R", verdicts)),
        List.of());
  }

  private static List<String> of(String verdict, Map<String, String> verdicts) {
    return verdicts.keySet().stream().filter(s -> verdicts.get(s).equals(verdict)).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alpine",
        "library/alpine",
        "docker.io/alpine",
        "docker.io/alpine:3",
        "docker.io/",
        "Docker.io",
        "index.docker.io",
        "*",
        "*io",
        "*.azurecr.io/library",
        "*.corp:8443",
        "*.acr.corp:8443",
        "docker",
        "https://quay.io",
      })
  void scopesThatNeverMatchAreTold(String scope) {
    assertThat(NameFault.ofScope(scope)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "docker.io",
        "docker.io/bitnami",
        "docker.io/library/alpine:3.18",
        "localhost",
        "localhost:5000/a",
        "*.io",
        "[::1]:5000/a",
        "acr.corp:8443",
        "quay.io/a__b/c-d.e",
        "docker.io/library/alpine@sha256:"
            + "4fcf0b995847cc741b43a1ef2f67630d3436e08ce86187212681adb3a26c1279",
      })
  void scopesThatMatchAreNot(String scope) {
    assertThat(NameFault.ofScope(scope)).isEmpty();
  }

  /** rewrite/expected.tsv: the entry of registries.conf that five podmans chose. */
  @Test
  void theLongestPrefixWinsAsInPodman() {
    List<String> prefixes =
        List.of(
            "docker.io",
            "docker.io/library",
            "quay.io",
            "*.example.com",
            "foo.example.com",
            "a.example.com");

    assertThat(Prefix.longest("docker.io/library/alpine", prefixes)).contains("docker.io/library");
    assertThat(Prefix.longest("docker.io/foo/bar", prefixes)).contains("docker.io");
    assertThat(Prefix.longest("DOCKER.IO/foo/bar", prefixes)).isEmpty();
    assertThat(Prefix.longest("quay.io:8443/a/b", prefixes)).contains("quay.io");
    assertThat(Prefix.longest("foo.example.com/i", prefixes)).contains("foo.example.com");
    assertThat(Prefix.longest("a.example.com/i", prefixes)).contains("*.example.com");
    assertThat(Prefix.longest("a.b.example.com/i", prefixes)).contains("*.example.com");
    assertThat(Prefix.longest("example.com/i", prefixes)).isEmpty();
    assertThat(Prefix.longest("x.example.com.evil.invalid/i", prefixes)).isEmpty();
    assertThat(Prefix.longest("evil.invalid/x.example.com", prefixes)).isEmpty();
  }
}
