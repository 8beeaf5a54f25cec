package dev.provision.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.testing.Answers;
import org.junit.jupiter.api.Test;

class HostFolderTest {
  private static final HostFolder FOLDER = new HostFolder("/home/a/.config", "0755", "a", "a");

  @Test
  void sameFolderIsNoChange() {
    assertThat(FOLDER.change(Answers.to(FOLDER, "directory|0755|a|a|4096\n"))).isEmpty();
  }

  @Test
  void ownerIsAChange() {
    assertThat(FOLDER.change(Answers.to(FOLDER, "directory|0755|root|root|4096\n")))
        .hasValueSatisfying(
            change -> assertThat(change.summary()).isEqualTo("owner root:root -> a:a"));
  }

  @Test
  void modeMayBeLeftToTheHost() {
    HostFolder home = HostFolder.of("a", "/home/a");
    assertThat(home.change(Answers.to(home, "directory|0700|a|a|4096\n"))).isEmpty();
    assertThat(home.change(Answers.to(home, "directory|1770|root|a|4096\n")))
        .hasValueSatisfying(
            change -> assertThat(change.summary()).isEqualTo("owner root:a -> a:a"));
    assertThat(home.change(Answers.to(home, "absent\n")))
        .hasValueSatisfying(change -> assertThat(change.summary()).isEqualTo("owner a:a"));
  }

  @Test
  void fileInItsPlaceIsAConflict() {
    var seen = Answers.to(FOLDER, "symbolic link|0777|a|a|4\n/etc\n");
    assertThat(FOLDER.conflict(seen))
        .hasValueSatisfying(
            conflict -> assertThat(conflict.message()).contains("is a symbolic link"));
    assertThat(FOLDER.conflict(Answers.to(FOLDER, "absent\n"))).isEmpty();
  }
}
