package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.profile.ProfileLoader;
import dev.provision.testing.Golden;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportsTest {
  @Test
  void packerIsAsWrittenDown() {
    var profile = ProfileLoader.load("ado-runner", List.of());
    List<RenderedFile> files = Exports.packer(profile, "../profiles/${x}/ado-runner.toml");
    for (RenderedFile file : files) {
      Golden.check("export/packer" + file.path(), file.content());
    }
    assertThat(files).isEqualTo(Exports.packer(profile, "../profiles/${x}/ado-runner.toml"));
    assertThat(Path.of("templates/packer").toFile().list())
        .containsExactlyInAnyOrderElementsOf(
            files.stream().map(it -> it.path().substring(1) + ".ftl").toList());
  }

  @Test
  void templatesOfTheOthersAreAllUsed() {
    var profile = ProfileLoader.load("ado-runner", List.of());
    assertThat(Exports.script(profile, ":\n").get(0).path()).isEqualTo("/runner.sh");
    assertThat(Exports.cloudInit(profile, ":\n").get(0).path()).isEqualTo("/user-data");
    assertThat(Exports.pipeline(profile, "ado-runner").get(0).path()).isEqualTo("/drift.yml");
    assertThat(Path.of("templates/pipeline").toFile().list()).containsExactly("drift.yml.ftl");
    assertThat(Path.of("templates/script").toFile().list()).containsExactly("runner.sh.ftl");
    assertThat(Path.of("templates/cloud-init").toFile().list()).containsExactly("user-data.ftl");
  }
}
