package dev.provision.containers.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.NamedText;
import dev.provision.containers.PodmanVersion;
import dev.provision.containers.UnreadableException;
import dev.provision.containers.policy.PolicyFile.Decision;
import dev.provision.containers.policy.PolicyFile.Requirement;
import dev.provision.containers.reference.Reference;
import dev.provision.testing.OneImageRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random policies and names; skopeo, which is built from the same library as podman, tells in its
 * log which scope and which requirement decide. {@code -Doracle.cases=2500} for more of them.
 */
class PolicyOracleTest {
  private static final int CASES = Integer.getInteger("oracle.cases", 300);
  private static final PodmanVersion PODMAN = new PodmanVersion(4, 3, 1);
  private static final Pattern SCOPE =
      Pattern.compile(
          " Using (?:default|transport \\\\\"docker\\\\\") ?(?:specific )?policy section ?(.*)\"");
  private static final Pattern DENIED = Pattern.compile("Requirement (\\d+): denied");

  private record Case(String policy, String name) {
    static Case random(Random random) {
      var policy = new RandomPolicy(random);
      return new Case(policy.text(), policy.name());
    }

    void write(Path folder) throws IOException {
      Files.createDirectories(folder.resolve("home"));
      Files.writeString(folder.resolve("policy.json"), policy);
      Files.writeString(folder.resolve("name"), name);
    }

    /** What skopeo's log would say of it, for an image without signatures. */
    String ours() {
      PolicyFile read;
      try {
        read = PolicyReader.read(new NamedText("policy.json", policy), PODMAN);
      } catch (UnreadableException e) {
        return "unsound";
      }
      Decision decision = read.decide(Reference.normalized(name).orElseThrow());
      List<Requirement> all = decision.requirements().all();
      int first = 0;
      while (first < all.size() && all.get(first).type().equals("insecureAcceptAnything")) {
        first++;
      }
      return decision.scope()
          + (first == all.size() ? " accepted" : " " + all.get(first).type() + " " + first);
    }
  }

  @Test
  void decidesAsSkopeoDecides(@TempDir Path folder) throws Exception {
    var random = new Random(Long.getLong("oracle.seed", 11));
    var cases = new ArrayList<Case>();
    for (int i = 0; i < CASES; i++) {
      Case it = Case.random(random);
      it.write(Files.createDirectories(folder.resolve("" + i)));
      cases.add(it);
    }
    try (var registry = new OneImageRegistry()) {
      Files.writeString(folder.resolve("registries.conf"), everywhere(registry.place()));
      ask(folder, CASES, "home");
    }
    var seen = new TreeSet<String>();
    var different = new ArrayList<String>();
    for (int i = 0; i < CASES; i++) {
      Case it = cases.get(i);
      String log = Files.readString(folder.resolve(i + "/log"));
      String theirs = theirs(log);
      if (!plain(it.ours()).equals(theirs)) {
        different.add(
            "%d: %s\nours: %s\ntheirs: %s\n%s\n"
                .formatted(i, it, it.ours(), theirs, log.replaceFirst("(?s).*level=fatal", "")));
      }
      seen.add(theirs.replaceFirst(".* ([a-zA-Z]+)( \\d)?$", "$1"));
    }
    assertThat(different).isEmpty();
    assertThat(seen).contains("unsound", "accepted", "reject", "signed", "signedBaseLayer");
  }

  /** Every host is the one registry; the policy judges the names that are written. */
  static String everywhere(String place) {
    return RandomPolicy.HOSTS.stream()
        .map(
            it ->
                "[[registry]]\nprefix = \"%s\"\nlocation = \"%s\"\ninsecure = true\n"
                    .formatted(it, place))
        .collect(Collectors.joining());
  }

  /** Each case in its folder. Not as root, as which it would leave a cache in /var. */
  static void ask(Path folder, int cases, String registriesD) throws Exception {
    String program =
        "seq 0 \"$2\" | xargs -P 2 -I {} sh -c 'cd \"$1/{}\"; HOME=$PWD/home"
            + " _CONTAINERS_ROOTLESS_UID=1000 skopeo --debug --policy policy.json"
            + " --registries-conf ../registries.conf --registries.d \"$2\""
            + " copy \"docker://$(cat name)\" dir:out >log 2>&1; :' sh \"$1\" \"$3\"";
    Process asking =
        new ProcessBuilder(
                "sh", "-c", program, "sh", folder.toString(), "" + (cases - 1), registriesD)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    assertThat(asking.waitFor()).as(Files.readString(folder.resolve("out"))).isZero();
  }

  private static String theirs(String log) {
    if (log.contains("Error loading trust policy: ")) {
      return "unsound";
    }
    Matcher scope = SCOPE.matcher(log);
    assertThat(scope.find()).as(log).isTrue();
    String name = scope.group(1).replace("\\\"\\\"", "");
    String where = log.contains(" Using default policy") ? "default" : "docker:" + name;
    Matcher denied = DENIED.matcher(log);
    if (!denied.find()) {
      assertThat(log).contains("Storing signatures");
      return where + " accepted";
    }
    return where + " " + why(log) + " " + denied.group(1);
  }

  private static String why(String log) {
    if (log.contains(" is rejected by policy.")) {
      return "reject";
    }
    if (log.contains("rejected: A signature was required, but no signature exists")) {
      return "signed";
    }
    assertThat(log).contains("rejected: signedBaseLayer not implemented yet!");
    return "signedBaseLayer";
  }

  /** skopeo does not tell which kind of signature was missing. */
  private static String plain(String ours) {
    return ours.replaceFirst(" (?:signedBy|sigstoreSigned) (\\d+)$", " signed $1");
  }
}
