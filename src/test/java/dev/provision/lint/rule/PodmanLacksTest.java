package dev.provision.lint.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What the rules say podman lacks is what podman itself said. Each line of {@code podman-lacks} was
 * asked of that version: {@code podman WORD} and {@code podman run OPTION}, for the commands and
 * options of docker 28.2.2 and of buildx.
 */
class PodmanLacksTest {
  private static final Map<String, Set<String>> CLAIMED =
      Map.of(
          "command", DockerCommandRule.LACKING,
          "run", RunOptionRule.LACKING,
          "build", BuildOptionRule.LACKING);

  /** These came later: what some version has is no claim. */
  private static final Set<String> LATER =
      Set.of("compose", "buildx version", "buildx inspect", "--sbom");

  @Test
  void allOfItAndNothingElse() throws IOException {
    for (String kind : CLAIMED.keySet()) {
      Set<String> everywhere = lacking("4.3.1", kind);
      everywhere.retainAll(lacking("5.4.2", kind));
      everywhere.removeAll(LATER);

      assertThat(everywhere).as(kind).isNotEmpty().isEqualTo(CLAIMED.get(kind));
    }
  }

  private static Set<String> lacking(String version, String kind) throws IOException {
    var lacking = new TreeSet<String>();
    for (String line :
        Files.readAllLines(Path.of("src/test/resources/podman-lacks", version + ".tsv"))) {
      String[] cells = line.split("\t");
      if (cells[0].equals(kind) && cells[2].equals("lacks")) {
        lacking.add(cells[1]);
      }
    }
    return lacking;
  }
}
