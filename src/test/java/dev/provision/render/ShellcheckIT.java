package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.PodmanVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What shellcheck says of the rendered shell. */
class ShellcheckIT {
  @TempDir Path folder;

  static Stream<RenderedFile> scripts() {
    return Shipped.profiles().stream()
        .flatMap(
            profile ->
                Stream.of("", "5.4")
                    .flatMap(
                        podman ->
                            Renderer.render(profile, PodmanVersion.find(podman)).files().stream()))
        .filter(file -> file.syntax() == Syntax.SHELL);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void nothingToSay(RenderedFile script) throws Exception {
    assertThat(shellcheck(script.content())).isZero();
  }

  @Test
  void aFaultIsSeen() throws Exception {
    assertThat(shellcheck("#!/bin/sh\nexec /usr/bin/podman $@\n")).isNotZero();
  }

  /** Its advice about a $ in single quotes is what quoting is for. */
  private int shellcheck(String text) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("script"), text);
    return new ProcessBuilder(
            "shellcheck",
            "--shell=sh",
            "--severity=warning",
            "--enable=quote-safe-variables",
            file.toString())
        .inheritIO()
        .start()
        .waitFor();
  }
}
