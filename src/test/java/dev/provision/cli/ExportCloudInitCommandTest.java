package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.ExitCode;
import dev.provision.cli.Cli.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCloudInitCommandTest {
  @TempDir Path folder;

  @Test
  void shippedProfilesAreShortEnough() {
    for (String profile : new String[] {"ado-runner", "ado-runner-strict", "everything"}) {
      Run run = export(profile);
      assertThat(run.code()).as(run.stderr()).isEqualTo(ExitCode.OK);
      assertThat(run.stderr()).isEmpty();
    }
  }

  /** Azure would refuse the machine, long after. */
  @Test
  void whatIsTooLongForAzureIsSaid() throws Exception {
    var random = new Random(1);
    var text = new StringBuilder("extends = \"ado-runner\"\n[[user-unit]]\nname = \"a.service\"\n");
    text.append("content = \"\"\"\n[Service]\nExecStart=/bin/true\n");
    for (int i = 0; i < 600; i++) {
      random.ints(100, 'a', 'z' + 1).forEach(letter -> text.append((char) letter));
      text.insert(text.length() - 100, "# ").append('\n');
    }
    text.append("\"\"\"\n");
    Path profile = Files.writeString(folder.resolve("long.toml"), text);
    Run run = export(profile.toString());
    assertThat(run.code()).as(run.stderr()).isEqualTo(ExitCode.OK);
    assertThat(run.stderr())
        .matches("note: user-data has \\d{5,6} bytes and Azure takes 65535; .*\n");
  }

  private Run export(String profile) {
    Path out = folder.resolve("out-" + Path.of(profile).getFileName());
    return new Cli().run("export", "cloud-init", "--profile", profile, "--out", out.toString());
  }
}
