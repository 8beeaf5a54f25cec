package dev.provision.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.PodmanVersion;
import dev.provision.containers.pull.HostFiles;
import dev.provision.testing.SmallTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program, run within a tree. */
class PullFilesTest {
  private static final PodmanVersion OLD = new PodmanVersion(4, 3, 1);
  private static final PodmanVersion NEW = new PodmanVersion(6, 0, 0);
  private static final String HOME = "home/agent/.config/containers/";

  @TempDir Path tree;
  private SmallTree host;

  @BeforeEach
  void accountAndShell() throws IOException {
    host = SmallTree.in(tree);
    write("etc/passwd", "root:x:0:0::/root:/bin/sh\nagent:x:1500:1500::/home/agent:/bin/sh\n");
    write("etc/containers/registries.conf", search("main.example.com"));
    write("etc/containers/policy.json", "{\"default\": [{\"type\": \"reject\"}]}");
  }

  @Test
  void filesOfTheSystemAndThenOfTheAccount() throws IOException {
    write("etc/containers/registries.conf.d/b.conf", search("b.example.com"));
    write("etc/containers/registries.conf.d/a.conf", search("a.example.com"));
    write("etc/containers/registries.conf.d/z.txt", search("z.example.com"));
    assertThat(searched(OLD)).isEqualTo("b.example.com");
    write(HOME + "registries.conf.d/a.conf", search("own.example.com"));
    assertThat(searched(OLD)).isEqualTo("own.example.com");
    // podman 6 goes by names alone: b of the system is behind a of the account.
    assertThat(searched(NEW)).isEqualTo("b.example.com");
    write(HOME + "registries.conf", search("home.example.com"));
    Files.delete(tree.resolve(HOME + "registries.conf.d/a.conf"));
    assertThat(searched(OLD)).isEqualTo("home.example.com");
    assertThat(searched(NEW)).isEqualTo("b.example.com");
  }

  @Test
  void folderThatIsALinkIsPassedOver() throws IOException {
    write("elsewhere/a.conf", search("a.example.com"));
    Files.createSymbolicLink(
        tree.resolve("etc/containers/registries.conf.d"), Path.of("/elsewhere"));
    assertThat(searched(OLD)).isEqualTo("main.example.com");
  }

  @Test
  void namesThatWereChosenComeFirst() throws IOException {
    write("etc/containers/registries.conf.d/x.conf", "[aliases]\nx = \"a.example.com/x\"\n");
    write(
        "home/agent/.cache/containers/short-name-aliases.conf",
        "[aliases]\n\"x\" = \"chosen.example.com/x\"\n");
    var alias = files().registries(OLD).alias("x").orElseThrow();
    assertThat(alias.name()).isEqualTo("chosen.example.com/x");
    assertThat(alias.place())
        .hasToString("/home/agent/.cache/containers/short-name-aliases.conf:2");
  }

  @Test
  void policyOfTheAccountIsTheOnlyOne() throws IOException {
    assertThat(files().policy(OLD).fallback().place()).hasToString("/etc/containers/policy.json:1");
    write(HOME + "policy.json", "\n{\"default\": [{\"type\": \"insecureAcceptAnything\"}]}");
    assertThat(files().policy(OLD).fallback().place())
        .hasToString("/home/agent/.config/containers/policy.json:2");
  }

  @Test
  void noSuchAccount() {
    assertThat(PullFiles.of(host, "nobody").files()).isEmpty();
  }

  private String searched(PodmanVersion podman) {
    return files().registries(podman).search().orElseThrow().registries().get(0);
  }

  private HostFiles files() {
    return PullFiles.of(host, "agent").files().orElseThrow();
  }

  private static String search(String registry) {
    return "unqualified-search-registries = [\"" + registry + "\"]\n";
  }

  private void write(String path, String text) throws IOException {
    Path file = tree.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
