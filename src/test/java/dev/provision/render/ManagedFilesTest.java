package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ManagedFilesTest {
  private static final Path IMAGE = Path.of("templates", "image");

  @Test
  void templatesAndListMatchOneToOne() throws IOException {
    try (var templates = Files.walk(IMAGE)) {
      assertThat(
              templates
                  .filter(Files::isRegularFile)
                  .map(file -> "/" + IMAGE.relativize(file))
                  .toList())
          .containsExactlyInAnyOrderElementsOf(
              ManagedFiles.ALL.stream().map(file -> file.template() + ".ftl").toList());
    }
  }

  @Test
  void templatesDecideNothingBeyondPresence() throws IOException {
    try (var templates = Files.walk(IMAGE)) {
      for (Path template : templates.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(template))
            .as(template.toString())
            .doesNotContain(
                "<#assign", "<#function", "<#macro", "<#switch", "<#elseif", "&&", "||  ");
      }
    }
  }
}
