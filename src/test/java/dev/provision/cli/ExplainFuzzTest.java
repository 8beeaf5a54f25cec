package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.ExitCode;
import dev.provision.cli.Cli.Run;
import dev.provision.containers.PodmanVersion;
import dev.provision.containers.pull.HostFiles;
import dev.provision.containers.pull.SeenFile;
import dev.provision.containers.pull.SeenFile.State;
import dev.provision.engine.PullFiles;
import dev.provision.testing.Fuzz;
import dev.provision.testing.HostileText;
import dev.provision.testing.Mutated;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a host's files and a pipeline's names say, explain hands nothing on to a terminal. */
class ExplainFuzzTest {
  private static final Mutated HOSTILE = new Mutated(HostileText.known());
  private static final PodmanVersion[] PODMANS = {
    new PodmanVersion(3, 4, 4), new PodmanVersion(4, 3, 1), new PodmanVersion(6, 0, 0)
  };
  private static final String REGISTRIES =
      """
      unqualified-search-registries = ["docker.io", "quay.io"]
      [aliases]
      "alpine" = "quay.io/a/alpine"
      [[registry]]
      prefix = "docker.io"
      location = "mirror.example.com/p"
      [[registry.mirror]]
      location = "m.example.com"
      [[registry]]
      location = "m.example.com"
      blocked = true
      """;
  private static final String POLICY =
      """
      {"default": [{"type": "reject"}],
       "transports": {"docker": {"docker.io": [{"type": "insecureAcceptAnything"}],
         "quay.io": [{"type": "signedBy", "keyType": "GPGKeys", "keyPath": "/k"}],
         "": [{"type": "insecureAcceptAnything"}]}}}
      """;

  @Test
  void hostileHostsAndNames() {
    Fuzz.seeds(
        1_500,
        seed -> {
          var random = new Random(seed);
          var cli = new Cli();
          cli.host.pullFiles =
              account ->
                  new PullFiles(
                      Optional.of(PODMANS[random.nextInt(3)]), Optional.of(files(random)));
          String image =
              HOSTILE.of(random.nextBoolean() ? "alpine" : "docker.io/library/alpine:3", random);
          String format = random.nextBoolean() ? "json" : "text";

          Run run = run(cli, image.startsWith("-") ? "x" : image, format, seed % 5 == 0);

          assertThat(run.code()).isIn(ExitCode.OK, ExitCode.DIFFERENT);
          Harmless.plain(run);
          if (format.equals("json") && seed % 5 != 0) {
            parse(run.stdout());
          }
        });
  }

  private static Run run(Cli cli, String image, String format, boolean all) {
    return all
        ? cli.run("explain", "--local", "--all")
        : cli.run("explain", "--local", "--format", format, image);
  }

  /** Some as they should be, so that other parts are reached. */
  private static HostFiles files(Random random) {
    String home = HOSTILE.of("/home/agent", random);
    return new HostFiles(
        home,
        "1001",
        List.of(
            new SeenFile(State.TEXT, "/etc/containers/registries.conf", some(REGISTRIES, random)),
            new SeenFile(
                State.TEXT,
                "/etc/containers/registries.conf.d/" + HOSTILE.of("x", random) + ".conf",
                some("[aliases]\n\"alpine\" = \"x.io/y\"\n", random)),
            new SeenFile(
                random.nextInt(9) == 0 ? State.LARGE : State.TEXT,
                home + "/.config/containers/policy.json",
                some(POLICY, random))));
  }

  private static String some(String text, Random random) {
    return random.nextInt(3) == 0 ? HOSTILE.of(text, random) : text;
  }

  private static void parse(String json) {
    try {
      assertThat(new JsonMapper().readTree(json).path("success").isBoolean()).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
