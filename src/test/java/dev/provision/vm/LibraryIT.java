package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What others made and we hand on: what it is, who says so, and under which licence. */
class LibraryIT {
  private static final Path HOME = Path.of("target/dist/provision");

  @Test
  void jarsAreThoseThatWereSeenBefore() throws Exception {
    var recorded = new TreeMap<String, String>();
    for (String line : Files.readAllLines(Path.of("src/main/dist/lib.sha256"))) {
      String[] words = line.split(" +", 2);
      recorded.put(words[1], words[0]);
    }

    assertThat(jars())
        .as("after an upgrade: cd target/lib && sha256sum *.jar >../../src/main/dist/lib.sha256")
        .isEqualTo(recorded);
  }

  @Test
  void billOfMaterialsNamesEveryJarAndNothingElse() throws Exception {
    var named = new TreeMap<String, String>();
    for (JsonNode component : bill().get("components")) {
      named.put(
          "%s-%s.jar".formatted(component.get("name").asText(), component.get("version").asText()),
          stream(component.get("hashes"))
              .filter(hash -> hash.get("alg").asText().equals("SHA-256"))
              .findFirst()
              .orElseThrow()
              .get("content")
              .asText());
    }

    assertThat(named).isNotEmpty().isEqualTo(jars());
  }

  /** No time and no number of its own, so that the same source gives the same bytes. */
  @Test
  void billOfMaterialsIsOfNoTime() throws Exception {
    assertThat(bill().get("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(bill().has("serialNumber")).isFalse();
    assertThat(bill().get("metadata").has("timestamp")).isFalse();
  }

  @Test
  void everyLicenceIsListedAndItsTextIsThere() throws Exception {
    var listed = new TreeMap<String, String>();
    for (String line : Files.readAllLines(HOME.resolve("THIRD-PARTY.md"))) {
      String[] cells = line.split(" *\\| *");
      if (cells.length == 4 && !cells[1].equals("Jar") && !cells[1].startsWith("-")) {
        listed.put(cells[1], cells[2]);
        assertThat(texts(cells[3])).as(line).isPositive();
      }
    }
    var told = new TreeMap<String, String>();
    for (JsonNode component : bill().get("components")) {
      assertThat(component.get("licenses")).as(component.get("name").asText()).hasSize(1);
      JsonNode licence = component.get("licenses").get(0).get("license");
      told.put(
          component.get("name").asText(),
          licence.has("id") ? licence.get("id").asText() : licence.get("name").asText());
    }

    assertThat(listed).isEqualTo(told);
    assertThat(listed.values()).containsOnly("Apache-2.0", "MIT", "Bouncy Castle Licence");
  }

  private static long texts(String place) throws IOException {
    try (Stream<Path> files = Files.walk(HOME.resolve(place))) {
      return files
          .filter(file -> file.getFileName().toString().matches(".*LICENSE(\\.txt|\\.md)?"))
          .count();
    }
  }

  private static JsonNode bill() throws IOException {
    Path file = HOME.resolve("sbom.cdx.json");
    assertThat(file).as("is not made while Maven is offline").exists();
    return JsonMapper.builder().build().readTree(file.toFile());
  }

  /** Digests by file name. */
  private static Map<String, String> jars() throws Exception {
    var jars = new TreeMap<String, String>();
    try (Stream<Path> files = Files.list(HOME.resolve("lib"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jar")).toList()) {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        jars.put(file.getFileName().toString(), HexFormat.of().formatHex(digest));
      }
    }
    return jars;
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
