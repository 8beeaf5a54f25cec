package dev.provision.containers.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.NamedText;
import dev.provision.containers.PodmanVersion;
import dev.provision.containers.UnreadableException;
import dev.provision.containers.reference.Reference;
import dev.provision.containers.registries.Attempts;
import dev.provision.containers.registries.RegistriesConf;
import dev.provision.containers.registries.RegistriesReader;
import dev.provision.testing.Fuzz;
import dev.provision.testing.Mutated;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever stands in the files, their readers end, and say on which of its lines. */
class ReadersFuzzTest {
  private static final List<PodmanVersion> PODMANS =
      Stream.of("3.4.4", "4.3.1", "4.9.3", "5.4.2", "5.8.6", "6.0.0")
          .flatMap(it -> PodmanVersion.find(it).stream())
          .toList();
  private static final String REGISTRIES =
      """
      unqualified-search-registries = ["docker.io", 'quay.io']
      short-name-mode = "enforcing"
      [aliases]
      "alpine" = "quay.io/a/alpine"
      a = \"""
      x.io/a\"""
      [[registry]]
      prefix = "*.example.com"
      location = "mirror.example.com/p"
      insecure = true
      [[registry.mirror]]
      location = "m.example.com"
      pull-from-mirror = "digest-only"
      [registries.search]
      registries = []
      """;
  private static final Mutated TOML =
      new Mutated(
          List.of(
              "[",
              "]",
              "[[",
              "]]",
              "\"",
              "'",
              "\"\"\"",
              "'''",
              "=",
              "#",
              "\\",
              "\\u",
              "\n",
              "\r",
              ".",
              "{",
              "}",
              ",",
              "registry",
              "true",
              "1979-05-27",
              "0x",
              "\ufeff",
              "\0",
              "é"));
  private static final Mutated JSON =
      new Mutated(
          List.of(
              "{",
              "}",
              "[",
              "]",
              "\"",
              ":",
              ",",
              "null",
              "1e999",
              "-",
              "\\u0000",
              "\\",
              "/*",
              "\n",
              "\0",
              "é",
              "\ud83d",
              "\"type\":",
              "\ufeff",
              "true"));
  private static final Mutated NAMES =
      new Mutated(List.of("/", ":", "@", "sha256:", ".", "__", "-", "A", "é", "\0", "[", "]", "*"));

  @Test
  void registries() {
    Fuzz.seeds(
        10_000,
        seed -> {
          var random = new Random(seed);
          String text = TOML.of(REGISTRIES, random);
          read(text, random).ifPresent(it -> it.find("a.example.com/b"));
        });
  }

  @Test
  void policies() {
    Fuzz.seeds(
        10_000,
        seed -> {
          var random = new Random(seed);
          String text = JSON.of(new RandomPolicy(random).text(), random);
          try {
            PolicyFile policy =
                PolicyReader.read(new NamedText("p", text), PODMANS.get(random.nextInt(6)));
            var image = Reference.normalized("a.example.com:80/b@sha256:" + "0".repeat(64));
            policy
                .decide(image.orElseThrow())
                .requirements()
                .signatures()
                .forEach(it -> it.identity().wanted(image.orElseThrow()));
          } catch (UnreadableException e) {
            within(text, e);
          }
        });
  }

  /** What is a name is one again as it is printed, and all that is made of it can be told. */
  @Test
  void names() {
    Fuzz.seeds(
        20_000,
        seed -> {
          var random = new Random(seed);
          String text = NAMES.of("reg.example.com:5000/team/image:1.0", random);
          Optional<Reference> name = Reference.normalized(text);
          name.ifPresent(
              it -> {
                assertThat(Reference.normalized(it.toString())).isEqualTo(name);
                assertThat(Attempts.of(RegistriesConf.EMPTY, it).all()).hasSize(1);
                assertThat(ScopeLadder.of(it.name())).contains(it.domain(), "");
              });
        });
  }

  /** Files that are large, deep or long in one place. */
  @Test
  void extremesEndInTime() {
    String location = "[[registry]]\nlocation = \"";
    for (String extreme :
        List.of(
            "[".repeat(200_000),
            "a = " + "[".repeat(200_000),
            "a = " + "{a=".repeat(100_000),
            "a.".repeat(100_000) + "a = 1",
            "[" + "a.".repeat(100_000) + "a]",
            location + "/".repeat(200_000) + "x\"",
            location + "a.".repeat(100_000) + "a\"",
            location + "*.".repeat(100_000) + "\"",
            "unqualified-search-registries = [\"" + "a-".repeat(100_000) + "\"]",
            "[[registry]]\nlocation = \"x.io\"\n".repeat(10_000),
            "[[registry.mirror]]\n".repeat(20_000),
            "[aliases]\n" + "\"a\" = \"x.io/a\"\n".repeat(10_000),
            "[aliases]\n\"" + "a/".repeat(100_000) + "\" = \"x.io/a\"",
            "\"" + "\\\\".repeat(100_000),
            "'''" + "'".repeat(200_000),
            "{\"default\": " + "[".repeat(200_000),
            "{\"a\":".repeat(100_000),
            "{\"default\": [" + "{\"type\": \"reject\"},".repeat(20_000) + "]}",
            "{\"default\": [{\"type\": \"signedBy\", \"keyType\": \"GPGKeys\", \"keyData\": \""
                + "A".repeat(200_000),
            " ".repeat(250_000),
            "\n".repeat(250_000))) {
      long start = System.nanoTime();
      read(extreme, new Random(1));
      try {
        PolicyReader.read(new NamedText("p", extreme), PODMANS.get(3));
      } catch (UnreadableException e) {
        within(extreme, e);
      }
      Reference.normalized(extreme);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("%.60s", extreme)
          .isLessThan(Duration.ofSeconds(5));
    }
  }

  private static Optional<RegistriesConf> read(String text, Random random) {
    try {
      return Optional.of(
          RegistriesReader.readDropIn(new NamedText("r", text), PODMANS.get(random.nextInt(6))));
    } catch (UnreadableException e) {
      within(text, e);
      return Optional.empty();
    }
  }

  private static void within(String text, UnreadableException e) {
    assertThat(e.place().line()).as("%s", e).isBetween(1, (int) text.lines().count() + 1);
    assertThat(e.getMessage()).as("%s", e).hasSizeGreaterThan(e.place().toString().length() + 2);
  }
}
