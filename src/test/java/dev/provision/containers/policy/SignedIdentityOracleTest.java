package dev.provision.containers.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.NamedText;
import dev.provision.containers.PodmanVersion;
import dev.provision.containers.reference.Reference;
import dev.provision.testing.OneImageRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real signatures: for which names skopeo takes them, by each kind of identity. */
class SignedIdentityOracleTest {
  private static final int CASES = Integer.getInteger("oracle.cases", 150);
  private static final List<String> SIGNED =
      List.of(
          "docker.io/library/alpine:3",
          "docker.io/library/alpine:latest",
          "docker.io/library/alpine",
          "alpine:3",
          "quay.io/a/b:1",
          "quay.io/a/b",
          "quay.io/a/b@" + OneImageRegistry.digest(),
          "acr.corp:8443/library/i:latest",
          "docker.io/a/b:1",
          "quay.io/library/alpine:3",
          "foo/library/alpine:3",
          "docker.io/x/y:3");

  private record Case(String name, String match, int signed) {
    static Case random(Random random) {
      // Of images that some of the signatures are for.
      List<String> names =
          List.of(
              "alpine:3",
              "alpine",
              "quay.io/a/b:1",
              "quay.io/a/b@" + OneImageRegistry.digest(),
              "acr.corp:8443/library/i");
      String match = RandomPolicy.sound(random).match();
      String name = names.get(random.nextInt(names.size()));
      int signed = random.nextInt(SIGNED.size());
      // Half of them with a signature that is wanted, if there is one.
      if (random.nextBoolean()) {
        for (int i = 0; i < SIGNED.size(); i++) {
          signed = new Case(name, match, i).ours() ? i : signed;
        }
      }
      return new Case(name, match, signed);
    }

    String policy(String key) {
      return """
          {"default": [{"type": "signedBy", "keyType": "GPGKeys", "keyPath": "%s",
            "signedIdentity": %s}]}
          """
          .formatted(key, match);
    }

    SignedIdentity identity() {
      return PolicyReader.read(new NamedText("p", policy("k")), new PodmanVersion(4, 3, 1))
          .fallback()
          .signatures()
          .get(0)
          .identity();
    }

    boolean ours() {
      return identity().accepts(Reference.normalized(name).orElseThrow(), SIGNED.get(signed));
    }

    /** Where a signature of the image is looked for: the repository on the registry. */
    void write(Path folder, Path signatures, Path key) throws IOException {
      String path = Reference.normalized(name).orElseThrow().path();
      String digest = OneImageRegistry.digest().replace(':', '=');
      Path place =
          Files.createDirectories(folder.resolve("signatures/" + path + "@" + digest))
              .resolve("signature-1");
      Files.copy(signatures.resolve("" + signed), place);
      Files.createDirectories(folder.resolve("home"));
      Files.createDirectories(folder.resolve("registries.d"));
      Files.writeString(
          folder.resolve("registries.d/all.yaml"),
          "default-docker:\n  sigstore: file://" + folder.resolve("signatures") + "\n");
      Files.writeString(folder.resolve("policy.json"), policy(key.toString()));
      Files.writeString(folder.resolve("name"), name);
    }
  }

  @Test
  void acceptsWhatSkopeoAccepts(@TempDir Path folder) throws Exception {
    Path keys = Files.createDirectories(folder.resolve("keys"));
    sign(keys);
    var random = new Random(Long.getLong("oracle.seed", 17));
    var cases = new ArrayList<Case>();
    for (int i = 0; i < CASES; i++) {
      Case it = Case.random(random);
      it.write(Files.createDirectories(folder.resolve("" + i)), keys, keys.resolve("key"));
      cases.add(it);
    }
    try (var registry = new OneImageRegistry()) {
      Files.writeString(
          folder.resolve("registries.conf"), PolicyOracleTest.everywhere(registry.place()));
      PolicyOracleTest.ask(folder, CASES, "registries.d");
    }
    var accepted = EnumSet.noneOf(SignedIdentity.Kind.class);
    var refused = EnumSet.noneOf(SignedIdentity.Kind.class);
    var different = new ArrayList<String>();
    for (int i = 0; i < CASES; i++) {
      Case it = cases.get(i);
      String log = Files.readString(folder.resolve(i + "/log"));
      boolean theirs = log.contains("Storing signatures");
      assertThat(theirs || log.contains("Source image rejected: Signature for identity"))
          .as(log)
          .isTrue();
      (theirs ? accepted : refused).add(it.identity().kind());
      if (it.ours() != theirs) {
        different.add(it + " signed as " + SIGNED.get(it.signed()) + ": skopeo says " + theirs);
      }
    }
    assertThat(different).isEmpty();
    assertThat(accepted).isEqualTo(EnumSet.allOf(SignedIdentity.Kind.class));
    assertThat(refused).isEqualTo(EnumSet.allOf(SignedIdentity.Kind.class));
  }

  /** A key of its own, and a signature for each name. */
  private static void sign(Path folder) throws Exception {
    Files.write(folder.resolve("manifest"), OneImageRegistry.manifest());
    Files.writeString(folder.resolve("names"), String.join("\n", SIGNED) + "\n");
    String program =
        """
        export GNUPGHOME="$PWD/g"; mkdir -m 700 g
        gpg -q --batch --passphrase '' --quick-gen-key signer@example.com rsa2048 sign never
        gpg -q --batch --export signer@example.com >key
        print=$(gpg --batch --with-colons --list-keys | sed -n 's/^fpr:*\\([^:]*\\):$/\\1/p' | head -1)
        i=0
        while read -r name; do
          skopeo standalone-sign --output $i manifest "$name" "$print"; i=$((i + 1))
        done <names
        gpgconf --kill gpg-agent
        """;
    Process signing =
        new ProcessBuilder("sh", "-ec", program)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(signing.getInputStream().readAllBytes());
    assertThat(signing.waitFor()).as(said).isZero();
  }
}
