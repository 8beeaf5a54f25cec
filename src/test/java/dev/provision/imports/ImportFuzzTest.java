package dev.provision.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.render.RenderedFile;
import dev.provision.render.Renderer;
import dev.provision.testing.AzureAgent;
import dev.provision.testing.Fuzz;
import dev.provision.testing.HostileText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a host's files, a sound profile comes of it, and no command for an agent. */
class ImportFuzzTest {
  private static final Optional<PodmanVersion> PODMAN = Optional.of(new PodmanVersion(5, 4, 2));

  /** What no profile renders. */
  private static final List<String> FURTHER =
      List.of(
          "/etc/environment",
          "/etc/sudoers",
          "/etc/subuid",
          "/etc/modules",
          "/etc/sysctl.conf",
          "/etc/apt/sources.list",
          "/etc/apt/sources.list.d/found.list",
          "/etc/apt/preferences.d/found",
          "/etc/containers/containers.conf.d/found.conf",
          "/etc/containers/registries.conf.d/found.conf",
          "/etc/containers/registries.d/found.yaml",
          "/etc/tmpfiles.d/found.conf",
          "/etc/profile.d/found.sh",
          "/usr/bin/docker",
          "/home/AzDevOps/.config/containers/registries.conf",
          "/home/AzDevOps/.config/containers/policy.json",
          "/home/AzDevOps/.config/containers/storage.conf",
          "/home/AzDevOps/agent/.env");

  @TempDir Path folder;

  @Test
  void hostileFilesGiveSoundProfiles() {
    List<Profile> profiles =
        List.of(
            ProfileLoader.load("ado-runner", List.of()),
            ProfileLoader.load("everything", List.of()));
    Fuzz.seeds(
        400,
        seed -> {
          var random = new Random(seed);
          Profile profile = profiles.get(random.nextInt(profiles.size()));
          List<RenderedFile> files = Renderer.render(profile, PODMAN).files();
          SaidHost host = SaidHost.of(profile, files).fact("package", "podman", "5.4.2+ds1");
          harm(host, files, random);
          String answer = host.answer();
          if (random.nextInt(4) == 0) {
            answer = new String(harmed(bytes(answer), random), StandardCharsets.UTF_8);
          }
          long start = System.nanoTime();

          Optional<Reading> reading = read(answer, profile.agent().user());

          reading.ifPresent(this::check);
          assertThat(Duration.ofNanos(System.nanoTime() - start))
              .isLessThan(Duration.ofSeconds(10));
        });
  }

  private void check(Reading reading) {
    String text = reading.text("h", List.of(), List.of());
    try {
      Path file = Files.writeString(folder.resolve(reading.profile().name() + ".toml"), text);
      assertThat(ProfileLoader.load(file.toString(), List.of()).canonical())
          .isEqualTo(reading.profile().canonical());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(AzureAgent.commands(text)).isEmpty();
    assertThat(AzureAgent.warnings(text)).isEmpty();
    assertThat(AzureAgent.styled(text)).isEmpty();
    assertThat(text).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}&&[^\\n\\t]]");
  }

  /** An answer that lost its account is none of a runner. */
  private static Optional<Reading> read(String answer, String agent) {
    try {
      return Optional.of(Reading.of(answer, agent, "found"));
    } catch (NoAgentException e) {
      return Optional.empty();
    }
  }

  private static void harm(SaidHost host, List<RenderedFile> files, Random random) {
    var contents = new TreeMap<String, String>();
    files.forEach(it -> contents.put(it.path(), it.content()));
    List<String> all = List.copyOf(contents.values());
    FURTHER.forEach(path -> contents.putIfAbsent(path, all.get(random.nextInt(all.size()))));
    contents.forEach(
        (path, content) -> {
          if (random.nextInt(3) == 0) {
            host.file(path, harmed(bytes(content), random));
          }
        });
  }

  private static byte[] harmed(byte[] content, Random random) {
    var harmed = new ByteArrayOutputStream();
    int at = 0;
    for (int i = random.nextInt(4); i >= 0 && at < content.length; i--) {
      int to = at + random.nextInt(content.length - at + 1);
      harmed.write(content, at, to - at);
      at = Math.min(content.length, to + random.nextInt(40) * random.nextInt(2));
      switch (random.nextInt(5)) {
        case 0 -> harmed.writeBytes(bytes(new HostileText(random.nextLong()).next()));
        case 1 -> harmed.writeBytes(bytes("[{\"'=#\\$(`".substring(random.nextInt(10))));
        case 2 -> harmed.write(random.nextInt(256));
        case 3 -> harmed.write(content, 0, Math.min(content.length, random.nextInt(200)));
        default -> harmed.writeBytes(bytes("[x.\"##vso[task.complete]\"]\n"));
      }
    }
    if (random.nextInt(20) == 0) {
      harmed.writeBytes(bytes("[".repeat(random.nextInt(100_000))));
    }
    harmed.write(content, at, content.length - at);
    return harmed.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
