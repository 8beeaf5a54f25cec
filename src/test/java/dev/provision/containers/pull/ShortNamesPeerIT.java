package dev.provision.containers.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.NamedText;
import dev.provision.containers.PodmanVersion;
import dev.provision.containers.UnreadableException;
import dev.provision.containers.policy.PolicyFile;
import dev.provision.containers.policy.PolicyReader;
import dev.provision.containers.reference.Reference;
import dev.provision.containers.registries.RegistriesConf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What names mean to the podmans of three Debians, with aliases, drop-ins, names that were chosen
 * before, and each mode. {@code -Doracle.cases=1000} for more of them.
 */
class ShortNamesPeerIT {
  private static final int CASES = Integer.getInteger("oracle.cases", 40);
  private static final Pattern TRYING = Pattern.compile("Trying to access \\\\\"(.*?)\\\\\"\"");
  private static final String CONTAINERS = "/.config/containers/";
  private static final List<String> NAMES =
      List.of(
          "foo",
          "foo",
          "foo:1",
          "ns/foo",
          "ns/foo:1",
          "bar",
          "FOO",
          "foo@sha256:" + "0".repeat(64),
          "foo:1@sha256:" + "0".repeat(64),
          "localhost/foo",
          "docker.io/foo",
          "x.invalid/foo",
          "a--b",
          "docker.io/library/foo",
          "foo/",
          "foo:",
          "localhost:5/x",
          "host/x");
  private static final List<String> TARGETS =
      List.of(
          "c.invalid/x",
          "docker.io/foo",
          "d.invalid:5000/y/z",
          "",
          "foo",
          "c.invalid/x:1",
          "c.invalid",
          "docker.io/library/foo",
          "UP.invalid/x",
          "localhost/x",
          "c.invalid/X");

  /** Files under the home by their paths, and a name. */
  private record Case(Map<String, String> files, String name) {
    static Case random(Random random) {
      var files = new LinkedHashMap<String, String>();
      files.put(CONTAINERS + "registries.conf", file(random));
      for (String more : List.of("a.conf", "b.conf", "c.txt")) {
        if (random.nextInt(3) == 0) {
          files.put(CONTAINERS + "registries.conf.d/" + more, file(random));
        }
      }
      if (random.nextInt(4) == 0) {
        files.put("/.cache/containers/short-name-aliases.conf", chosen(random));
      }
      return new Case(files, one(random, NAMES));
    }

    private static String file(Random random) {
      var text = new StringBuilder(random.nextInt(12) == 0 ? "\ufeff" : "");
      if (random.nextInt(3) > 0) {
        text.append("unqualified-search-registries = [")
            .append(
                one(
                    random,
                    List.of("", "'a.invalid'", "'a.invalid', 'b.invalid:1'", "'docker.io'")))
            .append("]\n");
      }
      if (random.nextInt(3) == 0) {
        text.append("short-name-mode = '")
            .append(one(random, List.of("enforcing", "enforcing", "permissive", "disabled", "")))
            .append("'\n");
      }
      return text + (random.nextBoolean() ? aliases(random) : "");
    }

    private static String aliases(Random random) {
      var text = new StringBuilder("[aliases]\n");
      for (String name : List.of("foo", "ns/foo", "bar", "foo:1", "x.invalid/foo")) {
        if (random.nextInt(name.length() > 4 && !name.startsWith("n") ? 20 : 3) == 0) {
          String target = TARGETS.get(random.nextInt(random.nextInt(6) == 0 ? 11 : 4));
          text.append('"').append(name).append("\" = \"").append(target).append("\"\n");
        }
      }
      return text.toString();
    }

    /** podman writes this one itself, and reads it for short names alone. */
    private static String chosen(Random random) {
      return "[aliases]\n\"%s\" = \"chosen.invalid/x\"\n"
          .formatted(one(random, List.of("foo", "ns/foo", "bar")));
    }

    private static String one(Random random, List<String> all) {
      return all.get(random.nextInt(all.size()));
    }

    void write(Path folder) throws IOException {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = folder.resolve("home" + file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
      Files.writeString(folder.resolve("name"), name);
    }

    String ours(PodmanVersion podman, PolicyFile policy) {
      // podman looks at the name first, and so at no file.
      if (Reference.normalized(name).isEmpty()) {
        return "MALFORMED";
      }
      var seen = new ArrayList<SeenFile>();
      files.forEach(
          (path, text) -> {
            if (path.endsWith(".conf")) {
              seen.add(new SeenFile(SeenFile.State.TEXT, "/h" + path, text));
            }
          });
      try {
        RegistriesConf conf = new HostFiles("/h", "1001", seen).registries(podman);
        Explanation explained = Explanation.of(conf, policy, podman, name);
        return switch (explained.expansion().how()) {
          case UNCLEAR, NOWHERE, MALFORMED -> explained.expansion().how().toString();
          default ->
              explained.pulls().stream()
                  .flatMap(it -> it.attempts().all().stream())
                  .map(it -> it.image().toString())
                  .collect(Collectors.joining(", "));
        };
      } catch (UnreadableException e) {
        return "unsound";
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie", "forky"})
  void triesWhatPodmanTries(String distro, @TempDir Path folder) throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    var random = new Random(Long.getLong("oracle.seed", 3));
    var cases = new ArrayList<Case>();
    for (int i = 0; i < CASES; i++) {
      Case it = Case.random(random);
      it.write(Files.createDirectories(folder.resolve("" + i)));
      cases.add(it);
    }
    PodmanVersion podman = PodmanVersion.find(ask(distro, folder)).orElseThrow();
    PolicyFile policy =
        PolicyReader.read(
            new NamedText("p", "{\"default\": [{\"type\": \"insecureAcceptAnything\"}]}"), podman);
    var different = new ArrayList<String>();
    var seen = new TreeSet<String>();
    for (int i = 0; i < CASES; i++) {
      String log = Files.readString(folder.resolve("logs/" + i));
      String theirs = theirs(log);
      seen.add(theirs.contains(", ") ? "several" : theirs.contains("/") ? "one" : theirs);
      String ours = cases.get(i).ours(podman, policy);
      if (!ours.equals(theirs)) {
        different.add(
            "%d: %s\nours: %s\ntheirs: %s\n%s"
                .formatted(i, cases.get(i), ours, theirs, log.replaceAll("(?m)^time=.*\n", "")));
      }
    }
    assertThat(different).isEmpty();
    assertThat(seen).contains("one", "several", "unsound", "UNCLEAR", "NOWHERE", "MALFORMED");
  }

  /** Homes are copied: podman keeps there what only its own name space may delete. */
  private static String ask(String distro, Path folder) throws Exception {
    String program =
        """
        umask 000; mkdir /cases/logs; podman --version
        retry=$(podman pull --help | grep -q -e --retry && echo --retry=0)
        seq 0 $(($1 - 1)) | xargs -P 2 -I {} sh -c '
          mkdir -p /tmp/homes/{}; cp -R /cases/{}/home/. /tmp/homes/{}; cd /
          HOME=/tmp/homes/{} podman --log-level=debug pull $1 "$(cat /cases/{}/name)" \\
            >/cases/logs/{} 2>&1; :' sh "$retry"
        """;
    Process asking =
        new ProcessBuilder(
                "src/lab/chroot",
                "run",
                distro,
                "--bind",
                folder + ":/cases",
                "--user",
                "agent",
                "--",
                "sh",
                "-c",
                program,
                "sh",
                "" + CASES)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(asking.getInputStream().readAllBytes());
    assertThat(asking.waitFor()).as(said).isZero();
    return said;
  }

  private static String theirs(String log) {
    List<String> tried = TRYING.matcher(log).results().map(it -> it.group(1)).distinct().toList();
    if (!tried.isEmpty()) {
      return String.join(", ", tried);
    }
    if (log.contains("enforced but cannot prompt without a TTY")) {
      return "UNCLEAR";
    }
    if (log.contains("did not resolve to an alias and no unqualified-search registries")) {
      return "NOWHERE";
    }
    assertThat(log).contains("Error: ");
    boolean malformed =
        log.contains("invalid reference format")
            || log.contains("repository name must be lowercase");
    return malformed && !log.contains("registries configuration \"") ? "MALFORMED" : "unsound";
  }
}
