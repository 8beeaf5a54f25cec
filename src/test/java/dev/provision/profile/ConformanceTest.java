package dev.provision.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that some podman from 3.4.4 to 5.8.6 refuses, or takes and does nothing with: no profile
 * can lead to them. For each the equivalent profile is refused, or there is none, and the table
 * says why.
 */
class ConformanceTest {
  private static final Path SET = Path.of("src/test/resources/conformance/containers");

  /** A profile and the key at which it is refused; or why there is no such profile. */
  record Row(String toml, String at, String whyNone) {
    static Row refused(String at, String toml) {
      return new Row(toml, at, null);
    }

    static Row inexpressible(String why) {
      return new Row(null, null, why);
    }
  }

  private static final String REDIRECT = "[[registries.redirect]]\nprefix = \"docker.io\"\n";

  private static final Map<String, Row> REGISTRIES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "01-uri",
                  Row.refused(
                      "registries.redirect[0].location",
                      REDIRECT + "location = \"https://localhost:5000/docker\"")),
              Map.entry("02-noloc", Row.refused("registries.redirect[0].location", REDIRECT)),
              Map.entry(
                  "05-wild-ns",
                  Row.refused(
                      "registries.redirect[0].prefix",
                      "[[registries.redirect]]\nprefix = \"*.example.com/foo\"")),
              Map.entry(
                  "07-wild-mid",
                  Row.refused(
                      "registries.redirect[0].prefix",
                      "[[registries.redirect]]\nprefix = \"example.*.com\"\nlocation = \"x.com\"")),
              Map.entry(
                  "08-conflict-insecure",
                  Row.refused(
                      "registries.redirect[1].insecure",
                      "policy.default = \"accept\"\n"
                          + REDIRECT
                          + "location = \"localhost:5000/docker\"\ninsecure = true\n"
                          + "[[registries.redirect]]\nprefix = \"index.io\"\n"
                          + "location = \"localhost:5000/docker\"")),
              Map.entry(
                  "10-dup-prefix",
                  Row.refused(
                      "registries.redirect[1].prefix",
                      REDIRECT + "location = \"a.b/c\"\n" + REDIRECT + "location = \"a.b/d\"")),
              Map.entry(
                  "11-mirror-noloc",
                  Row.refused(
                      "registries.redirect[0].mirror[0].location",
                      REDIRECT
                          + "location = \"docker.io\"\n"
                          + "[[registries.redirect.mirror]]\ninsecure = true")),
              Map.entry(
                  "13-pfm-bad",
                  Row.refused(
                      "registries.redirect[0].mirror[0].pull-from-mirror",
                      REDIRECT
                          + "location = \"docker.io\"\n[[registries.redirect.mirror]]\n"
                          + "location = \"m.io\"\npull-from-mirror = \"always\"")),
              Map.entry(
                  "14-pfm-digestonly",
                  Row.refused(
                      "registries.redirect[0].mirror[0].pull-from-mirror",
                      REDIRECT
                          + "location = \"docker.io\"\nmirror-by-digest-only = true\n"
                          + "[[registries.redirect.mirror]]\n"
                          + "location = \"m.io\"\npull-from-mirror = \"tag-only\"")),
              Map.entry(
                  "16-usr-ns",
                  Row.refused(
                      "registries.unqualified-search[0]",
                      "registries.unqualified-search = [\"docker.io/library\"]")),
              Map.entry(
                  "17-usr-empty",
                  Row.refused(
                      "registries.unqualified-search[0]",
                      "registries.unqualified-search = [\"\"]")),
              Map.entry("19-mix", Row.inexpressible("only version 2 is ever written")),
              Map.entry("20-mix-empty", Row.inexpressible("only version 2 is ever written")),
              Map.entry(
                  "22-alias-tag",
                  Row.refused(
                      "registries.aliases.alpine",
                      "registries.aliases.alpine = \"docker.io/library/alpine:3\"")),
              Map.entry(
                  "23-alias-noreg",
                  Row.refused(
                      "registries.aliases.alpine",
                      "registries.aliases.alpine = \"library/alpine\"")),
              Map.entry(
                  "25-unknown-key",
                  Row.refused(
                      "registries.redirect[0].insecur",
                      REDIRECT + "location = \"a.b/c\"\ninsecur = true")),
              Map.entry(
                  "26-wrong-type",
                  Row.refused(
                      "registries.redirect[0].insecure",
                      REDIRECT + "location = \"a.b/c\"\ninsecure = \"true\"")),
              Map.entry(
                  "28-toplevel-after-table",
                  Row.refused(
                      "registries.redirect[0].unqualified-search",
                      REDIRECT + "location = \"a.b/c\"\nunqualified-search = [\"docker.io\"]")),
              Map.entry(
                  "29-dup-key",
                  Row.refused(
                      "x.toml",
                      "[registries]\nunqualified-search = [\"docker.io\"]\n"
                          + "unqualified-search = [\"quay.io\"]")),
              Map.entry(
                  "31-mirror-trailing-slash",
                  Row.refused(
                      "registries.redirect[0].mirror[0].location",
                      REDIRECT
                          + "location = \"docker.io\"\n[[registries.redirect.mirror]]\n"
                          + "location = \"localhost:5000/docker/\"")),
              Map.entry(
                  "32-single-table",
                  Row.refused(
                      "registries.redirect",
                      "[registries.redirect]\nprefix = \"docker.io\"\nlocation = \"a.b/c\"")),
              Map.entry(
                  "34-usr-underscore",
                  Row.refused(
                      "registries.unqualified_search",
                      "registries.unqualified_search = [\"docker.io\"]")),
              Map.entry(
                  "35-upper",
                  Row.refused(
                      "registries.redirect[0].prefix",
                      "[[registries.redirect]]\nprefix = \"Docker.io\"\nlocation = \"a.b/c\"")),
              Map.entry("37-bom", Row.refused("x.toml", "\ufeffdescription = \"x\""))));

  private static final Map<String, Row> POLICY =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("02-no-default", Row.inexpressible("policy.default has a default")),
              Map.entry("04-null-default", Row.inexpressible("TOML has no null")),
              Map.entry(
                  "05-dup-top",
                  Row.refused("x.toml", "[policy]\ndefault = \"accept\"\ndefault = \"reject\"")),
              Map.entry(
                  "07-dup-scope",
                  Row.refused("policy.reject.docker[0]", "policy.reject.docker = [\"docker.io\"]")),
              Map.entry(
                  "08-dup-transport",
                  Row.refused("x.toml", "[policy.allow]\ndocker = []\ndocker = []")),
              Map.entry("10-extra-field", Row.refused("policy.comment", "policy.comment = \"x\"")),
              Map.entry("11-missing-type", Row.inexpressible("policy.signed.type has a default")),
              Map.entry(
                  "13-cs-scope-bad",
                  Row.refused(
                      "policy.reject.containers-storage[0]",
                      "policy.reject.containers-storage = [\"docker.io\"]")),
              Map.entry(
                  "16-dir-root",
                  Row.refused("policy.reject.dir[0]", "policy.reject.dir = [\"/\"]")),
              Map.entry(
                  "17-da-scope",
                  Row.refused(
                      "policy.reject.docker-archive[0]",
                      "policy.reject.docker-archive = [\"/tmp/x.tar\"]")),
              Map.entry("19-comment", Row.inexpressible("comments of a profile are not written")),
              Map.entry("20-trailing-data", Row.refused("x.toml", "policy.default = \"reject\" x")),
              Map.entry("22-empty", Row.inexpressible("the file always has a default")),
              Map.entry(
                  "23-empty-scope-list",
                  Row.inexpressible("a list names scopes, not requirements")),
              Map.entry(
                  "25-signedby-keypaths",
                  Row.refused(
                      "policy.signed[0].key-paths",
                      "[[policy.signed]]\nscope = \"a.b\"\nkey-paths = [\"/k\", \"/l\"]")),
              Map.entry(
                  "26-signedby-none",
                  Row.refused("policy.signed[0].key-paths", "[[policy.signed]]\nscope = \"a.b\"")),
              Map.entry(
                  "28-sigstore-keypath",
                  Row.refused(
                      "policy.signed[0].type",
                      "[[policy.signed]]\nscope = \"a.b\"\ntype = \"sigstoreSigned\"\n"
                          + "key-paths = [\"/k\"]")),
              Map.entry(
                  "29-sigstore-keypaths",
                  Row.refused(
                      "policy.signed[0].key-paths",
                      "packages.install.podman = \"4.9\"\n"
                          + "[[policy.signed]]\nscope = \"a.b\"\ntype = \"sigstoreSigned\"\n"
                          + "key-paths = [\"/k\", \"/l\"]")),
              Map.entry(
                  "31-sigstore-pki",
                  Row.refused("policy.signed[0].pki", "[[policy.signed]]\npki = {}")),
              Map.entry(
                  "32-sigstore-rekorpaths",
                  Row.refused(
                      "policy.signed[0].rekor-public-key-paths",
                      "[[policy.signed]]\nrekor-public-key-paths = [\"/r\"]")),
              Map.entry(
                  "34-remap-bad",
                  Row.refused(
                      "policy.signed[0].signed-prefix",
                      "[[policy.signed]]\nscope = \"a.b\"\nkey-paths = [\"/k\"]\n"
                          + "signed-prefix = \"docker.io/\"")),
              Map.entry(
                  "35-case-type",
                  Row.refused("policy.signed[0].Type", "[[policy.signed]]\nType = \"reject\"")),
              Map.entry(
                  "37-signedBaseLayer",
                  Row.refused(
                      "policy.signed[0].type", "[[policy.signed]]\ntype = \"signedBaseLayer\"")),
              Map.entry(
                  "38-two-reqs",
                  Row.refused(
                      "policy.reject.docker[0]",
                      "policy.allow.docker = [\"a.b\"]\npolicy.reject.docker = [\"a.b\"]")),
              Map.entry(
                  "40-docs-broken", Row.refused("x.toml", "policy.allow.docker = [\"a.b\",, ]")),
              Map.entry(
                  "41-oci-rel",
                  Row.refused(
                      "policy.reject.oci-archive[0]", "policy.reject.oci-archive = [\"x.tar\"]")),
              Map.entry(
                  "43-docker-star",
                  Row.refused(
                      "policy.reject.docker[0]",
                      "policy.reject.docker = [\"*.io/foo\", \"foo.*.com\"]"))));

  private static final Map<String, Row> CONTAINERS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "02-unknown-table",
                  Row.refused("containers.extra.podman", "containers.extra.podman.foo = \"x\"")),
              Map.entry(
                  "04-wrong-table",
                  Row.refused(
                      "containers.extra.containers.image_default_format",
                      "containers.extra.containers.image_default_format = \"docker\"")),
              Map.entry(
                  "05-bad-format",
                  Row.refused(
                      "containers.extra.engine.image_default_format",
                      "containers.extra.engine.image_default_format = \"dockr\"")),
              Map.entry(
                  "07-bad-events",
                  Row.refused("containers.events-logger", "containers.events-logger = \"syslog\"")),
              Map.entry(
                  "08-bad-cgm",
                  Row.refused("containers.cgroup-manager", "containers.cgroup-manager = \"none\"")),
              Map.entry(
                  "11-ulimit-host",
                  Row.refused("containers.ulimits[0]", "containers.ulimits = [\"host\"]")),
              Map.entry(
                  "13-bad-runtime",
                  Row.refused("containers.runtime", "containers.runtime = \"nosuch\"")),
              Map.entry(
                  "14-bad-netbackend",
                  Row.refused(
                      "containers.network-backend", "containers.network-backend = \"foo\"")),
              Map.entry(
                  "16-bad-log",
                  Row.refused("containers.log-driver", "containers.log-driver = \"foo\"")),
              Map.entry(
                  "17-bad-db",
                  Row.refused(
                      "containers.extra.engine.database_backend",
                      "containers.extra.engine.database_backend = \"foo\"")),
              Map.entry(
                  "19-bad-lock",
                  Row.refused(
                      "containers.extra.engine.lock_type",
                      "containers.extra.engine.lock_type = \"foo\"")),
              Map.entry(
                  "20-bad-vol",
                  Row.refused("containers.volumes[0]", "containers.volumes = [\"relative:path\"]")),
              Map.entry(
                  "22-append",
                  Row.refused(
                      "containers.volumes[1]",
                      "containers.volumes = [\"/a:/a\", {append = true}]")),
              Map.entry("25-syntax", Row.refused("x.toml", "[containers")),
              Map.entry(
                  "28-helper",
                  Row.refused(
                      "containers.extra.engine.helper_binaries_dir",
                      "containers.extra.engine.helper_binaries_dir = [\"/nonexistent\"]")),
              Map.entry(
                  "29-pidslimit-str",
                  Row.refused("containers.pids-limit", "containers.pids-limit = \"100\"")),
              Map.entry(
                  "31-policy",
                  Row.refused(
                      "containers.extra.engine.signature_policy_path",
                      "containers.extra.engine.signature_policy_path = \"/etc/p.json\""))));

  static List<Map.Entry<String, Row>> rows() {
    var all = new TreeMap<String, Row>();
    REGISTRIES.forEach((name, row) -> all.put("registries/" + name, row));
    POLICY.forEach((name, row) -> all.put("policy/" + name, row));
    CONTAINERS.forEach((name, row) -> all.put("containers-conf/" + name, row));
    return List.copyOf(all.entrySet());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theEquivalentProfileIsRefusedOrThereIsNone(Map.Entry<String, Row> entry) {
    Row row = entry.getValue();
    if (row.whyNone() != null) {
      assertThat(row.whyNone()).isNotBlank();
      return;
    }
    assertThat(Profiles.problems(row.toml()))
        .extracting(problem -> problem.place().replace("x.toml: ", ""))
        .contains(row.at());
  }

  /** What podman refuses in any version must be in the tables. */
  @Test
  void nothingThatPodmanRefusesIsForgotten() throws IOException {
    assertThat(REGISTRIES.keySet()).containsAll(refused("registries", "no", ".conf"));
    assertThat(POLICY.keySet()).containsAll(refused("policy", "1", ""));
    var containers = refused("containers-conf", "1", "");
    containers.addAll(refused("containers-conf", "125", ""));
    assertThat(CONTAINERS.keySet()).containsAll(containers);
  }

  /** And the rows are of the set. */
  @ParameterizedTest
  @MethodSource("rows")
  void everyRowIsAFixture(Map.Entry<String, Row> entry) {
    assertThat(
            List.of(SET.resolve(entry.getKey() + ".conf"), SET.resolve(entry.getKey() + ".json"))
                .stream()
                .anyMatch(Files::exists))
        .isTrue();
  }

  private static TreeSet<String> refused(String folder, String verdict, String suffix)
      throws IOException {
    var names = new TreeSet<String>();
    for (String line : Files.readAllLines(SET.resolve(folder).resolve("expected.tsv"))) {
      String[] fields = line.split("\t", -1);
      if (fields[2].equals(verdict)) {
        names.add(fields[0].replace(suffix, ""));
      }
    }
    return names;
  }
}
