package dev.provision.scaleset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Probe;
import dev.provision.testing.LocalShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The function in dash, on files as sudo reads them. */
class SudoersFunctionTest {
  @TempDir Path root;

  @Test
  void linesAboutTheAccountInTheFilesThatSudoReads() throws IOException {
    file("sudoers", "root ALL=(ALL) ALL\n# AzDevOps x\nAzDevOps2 x\n\tAzDevOps  ALL=NOPASSWD: ALL");
    file("sudoers.d/10-x", "AzDevOps a\\\n");
    file("sudoers.d/10-x.bak", "AzDevOps b\n");
    file("sudoers.d/10-x~", "AzDevOps c\n");
    file("sudoers.d/provision-agent", "AzDevOps d\n");
    Fact fact =
        Fact.asRoot(
            new Fragment("scaleset/sudoers"),
            "observe_sudoers",
            root.toString(),
            "AzDevOps",
            "/etc/sudoers.d/provision-agent");
    var probe = new Probe(List.of(fact), "nobody");
    String text =
        probe
            .read(LocalShell.run(List.of("dash"), probe.script()).stdout())
            .orElseThrow()
            .answer(fact)
            .text();
    assertThat(text.lines())
        .containsExactly(
            "/etc/sudoers\u001fAzDevOps ALL=NOPASSWD: ALL",
            "/etc/sudoers.d/10-x\u001fAzDevOps a\\");
  }

  private void file(String name, String text) throws IOException {
    Path file = root.resolve("etc").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
