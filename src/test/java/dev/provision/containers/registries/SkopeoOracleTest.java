package dev.provision.containers.registries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.NamedText;
import dev.provision.containers.PodmanVersion;
import dev.provision.containers.UnreadableException;
import dev.provision.containers.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random configurations and names; skopeo, which is built from the same library as podman, tells in
 * its log where it looks. {@code -Doracle.cases=2500} for more of them.
 */
class SkopeoOracleTest {
  private static final int CASES = Integer.getInteger("oracle.cases", 300);

  private static final List<String> PREFIXES =
      List.of(
          "docker.io",
          "docker.io/library",
          "docker.io/library/alpine",
          "quay.io",
          "x.io",
          "x.io/ns",
          "a.example.com",
          "*.example.com",
          "*.com",
          "acr.corp:8443",
          "m.invalid",
          "m.invalid/p",
          "",
          "quay.io/",
          "docker.io/library/alpine:3",
          "Quay.io",
          "x.io/n",
          "*.a.example.com",
          "example.*.com",
          "*.example.com/ns",
          "acr.corp",
          "localhost:5000");
  private static final List<String> LOCATIONS =
      List.of(
          "m.invalid",
          "m.invalid/p",
          "m.invalid:5000/p",
          "m.invalid:5000",
          "docker.io",
          "docker.io/library",
          "quay.io",
          "x.io/ns",
          "",
          "m.invalid/p/",
          "index.docker.io/x",
          "M.invalid",
          "m.invalid/UP",
          "nothost/p",
          "https://m.invalid");
  private static final List<String> NAMES =
      List.of(
          "alpine",
          "docker.io/alpine",
          "index.docker.io/alpine",
          "index.docker.io/ns/i",
          "docker.io/library/alpine",
          "registry-1.docker.io/library/alpine",
          "quay.io/a/b",
          "x.io/ns/i",
          "x.io/nsx/i",
          "a.example.com/i",
          "b.a.example.com/ns/i",
          "example.com/i",
          "notexample.com/i",
          "evil.io/a.example.com/i",
          "acr.corp:8443/i",
          "sub.acr.corp:8443/i",
          "localhost/i",
          "localhost:5000/i",
          "m.invalid/i",
          "m.invalid/p/i",
          "x.io/a__b",
          "Quay.io/a/b",
          "QUAY.IO/a/b",
          "quay.io:8443/a",
          "a--b/c",
          "Foo/bar",
          "x.io/a___b",
          "x.io/a_.b",
          "x.io/A",
          "-x.io/a",
          "x.io:/a",
          "x..io/a",
          "x.io//a",
          "x.io/a/",
          "a/b:c/d");
  private static final List<String> SUFFIXES =
      List.of(
          "",
          "",
          "",
          ":3",
          ":T_1.x-",
          "@sha256:" + "0".repeat(64),
          "@sha512:" + "a".repeat(128),
          ":",
          ":-x",
          "@sha256:" + "0".repeat(63) + "F",
          "@md5:" + "0".repeat(32));
  private static final Pattern TRYING = Pattern.compile("Trying to access \\\\\"(.*?)\\\\\"\"");

  /** A main file, drop-ins of the home in their order, and a name. */
  private record Case(String main, List<String> dropIns, String name) {
    static Case random(Random random) {
      var dropIns = new ArrayList<String>();
      for (int i = random.nextInt(4) / 2; i > 0; i--) {
        dropIns.add(file(random));
      }
      return new Case(
          file(random), List.copyOf(dropIns), one(random, NAMES) + one(random, SUFFIXES));
    }

    private static String file(Random random) {
      var text = new StringBuilder();
      for (int i = random.nextInt(5); i > 0; i--) {
        text.append("[[registry]]\n");
        said(text, "prefix", one(random, PREFIXES));
        said(text, "location", one(random, LOCATIONS));
        truth(text, "insecure", random.nextInt(12));
        truth(text, "blocked", random.nextInt(6));
        truth(text, "mirror-by-digest-only", random.nextInt(8));
        for (int mirror = random.nextInt(6) - 3; mirror > 0; mirror--) {
          text.append("[[registry.mirror]]\n");
          said(text, "location", one(random, LOCATIONS));
          truth(text, "insecure", random.nextInt(8));
          said(
              text,
              "pull-from-mirror",
              one(random, List.of("", "", "all", "digest-only", "tag-only", "", "never")));
        }
      }
      return text.toString();
    }

    private static void said(StringBuilder text, String key, String value) {
      if (!value.isEmpty()) {
        text.append(key).append(" = \"").append(value).append("\"\n");
      }
    }

    private static void truth(StringBuilder text, String key, int chance) {
      if (chance < 2) {
        text.append(key).append(chance == 0 ? " = true\n" : " = false\n");
      }
    }

    /** The first of a list are common, the others are the odd ones. */
    private static String one(Random random, List<String> all) {
      return all.get(random.nextInt(random.nextInt(5) == 0 ? all.size() : all.size() * 3 / 5));
    }

    void write(Path folder) throws IOException {
      Path home =
          Files.createDirectories(folder.resolve("home/.config/containers/registries.conf.d"));
      Files.writeString(folder.resolve("main"), main);
      Files.writeString(folder.resolve("name"), name);
      for (int i = 0; i < dropIns.size(); i++) {
        Files.writeString(home.resolve(i + ".conf"), dropIns.get(i));
      }
    }

    /** What skopeo's log would say of it. */
    String ours() {
      PodmanVersion podman = new PodmanVersion(4, 3, 1);
      Optional<Reference> name = Reference.normalized(this.name);
      if (name.isEmpty()) {
        return "no name";
      }
      try {
        RegistriesConf conf =
            RegistriesReader.merge(
                Optional.of(new NamedText("main", main)),
                dropIns.stream().map(it -> new NamedText("drop-in", it)).toList(),
                podman);
        Attempts attempts = Attempts.of(conf, name.get());
        return attempts.fault().isEmpty()
            ? attempts.all().stream()
                .map(it -> it.image() + (it.blocked().isPresent() ? " blocked" : ""))
                .collect(Collectors.joining(", "))
            : "cannot be rewritten";
      } catch (UnreadableException e) {
        return "unsound";
      }
    }
  }

  @Test
  void looksWhereSkopeoLooks(@TempDir Path folder) throws Exception {
    var random = new Random(Long.getLong("oracle.seed", 7));
    var cases = new ArrayList<Case>();
    for (int i = 0; i < CASES; i++) {
      Case it = Case.random(random);
      it.write(Files.createDirectories(folder.resolve("" + i)));
      cases.add(it);
    }
    ask(folder);
    var kinds = new ArrayList<String>();
    for (int i = 0; i < CASES; i++) {
      Case it = cases.get(i);
      String theirs = theirs(Files.readString(folder.resolve(i + "/log")));
      assertThat(it.ours()).as("%d: %s", i, it).isEqualTo(theirs);
      kinds.add(theirs.contains("/") ? "asks" : theirs);
      kinds.add(theirs.endsWith("blocked") ? "blocked" : theirs.contains(", ") ? "several" : "");
    }
    assertThat(kinds)
        .contains("asks", "unsound", "no name", "cannot be rewritten", "blocked", "several");
  }

  /** Without a network each place fails at once, and the next is tried. */
  private static void ask(Path folder) throws Exception {
    String program =
        "seq 0 \"$2\" | xargs -P 2 -I N sh -c 'cd \"$1/N\"; HOME=$PWD/home unshare -rn skopeo"
            + " --debug --registries-conf main inspect \"docker://$(cat name)\" >log 2>&1; :' sh \"$1\"";
    Process asking =
        new ProcessBuilder("sh", "-c", program, "sh", folder.toString(), "" + (CASES - 1))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    assertThat(asking.waitFor()).as(Files.readString(folder.resolve("out"))).isZero();
  }

  private static String theirs(String log) {
    if (log.contains("rewriting reference:")) {
      return "cannot be rewritten";
    }
    List<String> tried =
        TRYING.matcher(log).results().map(it -> it.group(1)).collect(Collectors.toList());
    if (!tried.isEmpty()) {
      // Which of several failed for what is told at the end, in their order.
      return tried.stream()
          .map(it -> it + (log.contains(blocked(it)) ? " blocked" : ""))
          .collect(Collectors.joining(", "));
    }
    assertThat(log).contains("level=fatal");
    return log.contains("Error parsing image name")
            && !log.contains("registries configuration \\\"")
        ? "no name"
        : "unsound";
  }

  private static String blocked(String reference) {
    return "Accessing \\\"" + reference + "\\\" failed: registry ";
  }
}
