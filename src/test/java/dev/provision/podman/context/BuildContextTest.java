package dev.provision.podman.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.podman.context.BuildContext.Sent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent, as tar(1) sees it. */
class BuildContextTest {
  private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));

  @TempDir Path scratch;
  private Path folder;

  @BeforeEach
  void folder() throws IOException {
    folder = Files.createDirectory(scratch.resolve("context"));
    file("Dockerfile", "FROM scratch\n");
  }

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private byte[] archive(Optional<Path> containerfile) throws IOException {
    var out = new ByteArrayOutputStream();
    Sent sent = BuildContext.of(folder, containerfile).writeTo(out);
    assertThat(sent.bytes()).isEqualTo(out.size());
    assertThat(out.size() % 512).isZero();
    return out.toByteArray();
  }

  private String tar(byte[] archive, String... options) throws IOException {
    Path file = Files.write(scratch.resolve("archive.tar"), archive);
    var command = new ArrayList<>(List.of("tar", "--file", file.toString()));
    command.addAll(List.of(options));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("TZ", "UTC");
    Process process = builder.start();
    try (InputStream out = process.getInputStream()) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private List<String> names() throws IOException {
    return tar(archive(Optional.empty()), "--list").lines().toList();
  }

  @Test
  void modesLinksAndTimesAreKept() throws IOException {
    Path run = file("bin/run", "#!/bin/sh\n");
    Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-x--x"));
    Files.setLastModifiedTime(run, TIME);
    Files.createSymbolicLink(folder.resolve("bin/link"), Path.of("../no/such"));
    Files.createSymbolicLink(folder.resolve("linked"), Path.of("bin"));
    Files.createFile(folder.resolve("empty"));

    String list =
        tar(archive(Optional.empty()), "--list", "--verbose", "--numeric-owner", "--full-time");

    assertThat(list)
        .contains("-rwxr-x--x 0/0              10 2026-01-02 03:04:05 bin/run\n")
        .containsPattern("lrwxrwxrwx 0/0 +0 .* bin/link -> ../no/such\n")
        .containsPattern("lrwxrwxrwx 0/0 +0 .* linked -> bin\n")
        .containsPattern("drwx.* 0/0 +0 .* bin/\n")
        .containsPattern("-rw.* 0/0 +0 .* empty\n")
        .doesNotContain("tar:");
  }

  @Test
  void theOrderIsThatOfTheNames() throws IOException {
    for (String name : List.of("b", "a/z", "a/b", "B", "a.txt", "ä")) {
      file(name, name);
    }

    assertThat(names()).containsExactly("B", "Dockerfile", "a/", "a/b", "a/z", "a.txt", "b", "ä");
    assertThat(archive(Optional.empty())).isEqualTo(archive(Optional.empty()));
  }

  @Test
  void longNamesAndContentsComeThrough() throws IOException {
    String deep = "long".repeat(20) + "/" + "ż".repeat(60) + "/" + "name".repeat(20);
    String text = "text\0".repeat(100_000);
    file(deep, text);
    Files.createSymbolicLink(folder.resolve("link"), Path.of(deep));

    byte[] archive = archive(Optional.empty());

    assertThat(tar(archive, "--list")).contains(deep + "\n").doesNotContain("tar:");
    assertThat(tar(archive, "--list", "--verbose")).contains("link -> " + deep + "\n");
    assertThat(tar(archive, "--extract", "--to-stdout", deep)).isEqualTo(text);
  }

  @Test
  void whatIsIgnoredStaysAtHome() throws IOException {
    file(".dockerignore", "*\n!src\nsrc/*.tmp\n");
    file("secret", "s");
    file("src/a", "a");
    file("src/b.tmp", "b");

    assertThat(names()).containsExactly(".dockerignore", "Dockerfile", "src/", "src/a");
  }

  @Test
  void podmansOwnFileComesFirst() throws IOException {
    file(".dockerignore", "a\n");
    file(".containerignore", "b\n");
    file("a", "a");
    file("b", "b");

    assertThat(names()).containsExactly(".containerignore", ".dockerignore", "Dockerfile", "a");
  }

  @Test
  void anExceptionIsFoundInAFolderThatStaysAtHome() throws IOException {
    file(".containerignore", "deep\n!deep/er/kept\n");
    file("deep/er/kept", "k");
    file("deep/er/lost", "l");

    assertThat(names()).containsExactly(".containerignore", "Dockerfile", "deep/er/kept");
  }

  @Test
  void theInstructionsAreSentWhereverTheyLie() throws IOException {
    file(".containerignore", "*\n");
    Path inside = file("docker/prod", "FROM scratch\n");
    Path outside = Files.writeString(scratch.resolve("Outside"), "FROM outside\n");

    assertThat(BuildContext.of(folder, Optional.of(inside)).containerfileName())
        .isEqualTo("docker/prod");
    assertThat(tar(archive(Optional.of(inside)), "--list")).contains("docker/prod\n");
    String name = BuildContext.of(folder, Optional.of(outside)).containerfileName();
    assertThat(tar(archive(Optional.of(outside)), "--extract", "--to-stdout", name))
        .isEqualTo("FROM outside\n");
  }

  @Test
  void aContainerfileComesBeforeADockerfile() throws IOException {
    assertThat(BuildContext.of(folder, Optional.empty()).containerfileName())
        .isEqualTo("Dockerfile");
    file("Containerfile", "FROM scratch\n");
    assertThat(BuildContext.of(folder, Optional.empty()).containerfileName())
        .isEqualTo("Containerfile");
  }

  @Test
  void whatIsNeitherFileNorFolderNorLinkIsLeftOut() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor())
        .isZero();

    assertThat(names()).containsExactly("Dockerfile");
  }

  @Test
  void tellsWhatCannotBeSent() throws IOException {
    Path nowhere = scratch.resolve("nowhere");
    assertThatThrownBy(() -> BuildContext.of(nowhere, Optional.empty()))
        .isInstanceOf(ContextException.class)
        .hasMessage(nowhere + ": not a folder to build from");
    assertThatThrownBy(() -> BuildContext.of(folder, Optional.of(nowhere)))
        .hasMessage(nowhere + ": no such file");
    Path empty = Files.createDirectory(scratch.resolve("empty"));
    assertThatThrownBy(() -> BuildContext.of(empty, Optional.empty()))
        .hasMessage(
            empty + ": neither a Containerfile nor a Dockerfile in it; name one with --file");
    Path ignore = file(".containerignore", "a\n[\n");
    assertThatThrownBy(() -> BuildContext.of(folder, Optional.empty()))
        .hasMessage(ignore + ": line 2: \"[\" has a [ without its ]");
  }

  /** A log that is rotated meanwhile, say. */
  @Test
  void tellsWhatChangesWhileItIsSent() throws IOException {
    Path file = file("log", "x".repeat(1_000_000));
    BuildContext context = BuildContext.of(folder, Optional.empty());
    var out =
        new ByteArrayOutputStream() {
          @Override
          public void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            try {
              if (size() > 100_000) {
                Files.writeString(file, "");
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };

    assertThatThrownBy(() -> context.writeTo(out))
        .isInstanceOf(ContextException.class)
        .hasMessage(file + ": became shorter while it was sent; try again");
  }
}
