package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
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

  /** A condition asks whether a value is there, a loop goes over one; anything else is Java. */
  @Test
  void templatesDecideNothing() throws IOException {
    var allowed =
        Pattern.compile(
            "<#if [A-Za-z.]+(\\?has_content)?>|<#list [A-Za-z.]+ as [a-z]+(, [a-z]+)?>|<#sep>|</#(if|list|sep)>");
    try (var templates = Files.walk(IMAGE)) {
      for (Path template : templates.filter(Files::isRegularFile).toList()) {
        assertThat(allowed.matcher(Files.readString(template)).replaceAll(""))
            .as(template.toString())
            .doesNotContain("<#", "</#", "<@");
      }
    }
  }
}
