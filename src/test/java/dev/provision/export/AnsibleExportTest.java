package dev.provision.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.containers.PodmanVersion;
import dev.provision.engine.Maker;
import dev.provision.profile.InvalidProfileException;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.render.RenderedFile;
import dev.provision.render.Renderer;
import dev.provision.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnsibleExportTest {
  private static final Maker MAKER = new Maker("1.2.3", Optional.empty());

  @ParameterizedTest
  @ValueSource(strings = {"ado-runner", "ado-runner-strict", "everything"})
  void variablesAreAsWrittenDown(String name) {
    Golden.check("export/ansible/" + name + ".json", text(export(name), "/runner.json"));
  }

  @Test
  void sameProfileGivesTheSameBytes() {
    assertThat(export("everything")).isEqualTo(export("everything"));
  }

  /** What a host gets is what provision would write there, whichever podman it has. */
  @ParameterizedTest
  @CsvSource({
    "ado-runner, 4.3.1",
    "ado-runner, 5.4.2",
    "ado-runner-strict, 4.9.3",
    "ado-runner-strict, 5.8.1",
    "everything, 5.8.1"
  })
  void podmanFindsItsFiles(String name, String podman) throws IOException {
    List<RenderedFile> export = export(name);
    JsonNode files = new JsonMapper().readTree(text(export, "/runner.json")).path("runner_files");
    var version = PodmanVersion.find(podman).orElseThrow();
    for (RenderedFile file : Renderer.render(profile(name), Optional.of(version)).files()) {
      JsonNode chosen = chosen(files, file.path(), version);
      assertThat(text(export, "/files/" + chosen.path("source").asText()))
          .as(file.path())
          .isEqualTo(file.content());
      assertThat(chosen.path("mode").asText()).isEqualTo(file.mode());
      assertThat(chosen.path("owner").asText()).isEqualTo(file.owner());
    }
    JsonNode receipt = chosen(files, "/etc/provision/receipt.json", version);
    assertThat(text(export, "/files/" + receipt.path("source").asText()))
        .contains(profile(name).digest());
  }

  /** The only one that is for this podman. */
  private static JsonNode chosen(JsonNode files, String path, PodmanVersion podman) {
    var chosen = new ArrayList<JsonNode>();
    for (JsonNode file : files) {
      boolean since = podman.compareTo(version(file, "since")) >= 0;
      boolean before =
          file.path("before").asText().equals("999")
              || podman.compareTo(version(file, "before")) < 0;
      if (file.path("path").asText().equals(path) && since && before) {
        chosen.add(file);
      }
    }
    assertThat(chosen).as(path).hasSize(1);
    return chosen.get(0);
  }

  private static PodmanVersion version(JsonNode file, String name) {
    return PodmanVersion.find(file.path(name).asText()).orElse(new PodmanVersion(999, 0, 0));
  }

  /** Jinja would run it on the controller. */
  @Test
  void expressionsAreRefused() {
    Profile profile =
        ProfileLoader.load("ado-runner", List.of("agent.environment={ X = \"a{{ 7*6 }}\" }"));
    assertThatThrownBy(() -> AnsibleExport.of(profile, MAKER))
        .isInstanceOf(InvalidProfileException.class)
        .hasMessage(
            "ado-runner: agent.environment.X: Ansible would take a part of it for an expression;"
                + " write it without {{, {% and {#");
  }

  /** A file's content is copied, and nothing in it is run. */
  @Test
  void templatesInAUnitAreNoExpressions() {
    Profile profile =
        ProfileLoader.load(
            "ado-runner",
            List.of(
                "user-unit=[{name = \"a.service\", content ="
                    + " \"[Service]\\nExecStart=/bin/echo {{.Names}}\\n\"}]"));
    assertThat(AnsibleExport.of(profile, MAKER))
        .filteredOn(it -> it.path().endsWith("/a.service"))
        .singleElement()
        .satisfies(it -> assertThat(it.content()).contains("/bin/echo {{.Names}}"));
  }

  @Test
  void accountWithoutSystemdIsRefused() {
    Profile profile =
        ProfileLoader.load("ado-runner", List.of("agent.linger=false", "socket.enabled=false"));
    assertThatThrownBy(() -> AnsibleExport.of(profile, MAKER))
        .isInstanceOf(InvalidProfileException.class)
        .hasMessageContaining("ado-runner: agent.linger: without it");
  }

  /** The role's own list of what it must be told. */
  @Test
  void roleDescribesEachVariable() throws IOException {
    String described =
        Files.readString(Path.of("ansible-compat/roles/runner/meta/argument_specs.yml"));
    JsonNode variables = new JsonMapper().readTree(text(export("everything"), "/runner.json"));
    assertThat(
            described
                .lines()
                .filter(line -> line.matches(" {6}runner_[a-z_]+:"))
                .map(line -> line.strip().replace(":", "")))
        .containsAll(variables.properties().stream().map(Map.Entry::getKey).toList());
  }

  private static Profile profile(String name) {
    return ProfileLoader.load(name, List.of());
  }

  private static List<RenderedFile> export(String name) {
    return AnsibleExport.of(profile(name), MAKER);
  }

  private static String text(List<RenderedFile> files, String path) {
    return files.stream()
        .filter(file -> file.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + path))
        .content();
  }
}
