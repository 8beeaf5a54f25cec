package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.profile.Policy;
import dev.provision.profile.Policy.Signed;
import dev.provision.profile.Registries.Redirect;
import dev.provision.render.Peer.Case;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What skopeo may copy under a rendered policy.json, and from where it then does. */
final class PolicyPeers {
  private static final String REGISTRIES = "/etc/containers/registries.conf";
  private static final String SIGNATURES = "/etc/containers/registries.d/provision.yaml";
  private static final String POLICY = "/etc/containers/policy.json";

  static final List<Peer> ALL =
      List.of(
          new Peer(
              "policy.json",
              Set.of(POLICY, REGISTRIES),
              LocalProfile::images,
              PolicyPeers::copies,
              PolicyPeers::verdicts,
              POLICY,
              text -> text.replace("reject", "insecureAcceptAnything")),
          new Peer(
              "policy.json, syntax",
              Set.of(POLICY, REGISTRIES),
              LocalProfile::images,
              PolicyPeers::copies,
              PolicyPeers::verdicts,
              POLICY,
              text -> text.substring(0, text.lastIndexOf('}'))),
          new Peer(
              "signatures",
              Set.of(SIGNATURES, POLICY, REGISTRIES),
              LocalProfile::images,
              PolicyPeers::copies,
              PolicyPeers::signatures,
              SIGNATURES,
              Peers.replace(": true", ": false")));

  private PolicyPeers() {}

  /** One line for each image: how skopeo ended, the image, what it said. */
  private static String copies(Case of) {
    var program =
        new StringBuilder(
            """
            copy() {
              rm -rf /run/image
              if said=$(skopeo copy -q "$1" "$2" 2>&1); then verdict=accepted
              else verdict=failed; fi
              printf '%s %s %s\\n' "$verdict" "$3" "$(printf %s "$said" | tr '\\n' ' ')"
            }
            """);
    images(of)
        .forEach(it -> program.append("copy docker://%s dir:/run/image %s\n".formatted(it, it)));
    program.append(
        """
        skopeo --insecure-policy copy -q docker://%s 'containers-storage:[vfs@/run/s+/run/r]x:1'
        copy 'containers-storage:[vfs@/run/s+/run/r]x:1' dir:/run/image containers-storage
        """
            .formatted(LocalProfile.image(LocalProfile.OUTSIDE)));
    return program.toString();
  }

  private static Stream<String> images(Case of) {
    return Stream.concat(
            LocalProfile.scopes(of.profile().policy()).stream(), Stream.of(LocalProfile.OUTSIDE))
        .map(LocalProfile::image);
  }

  private static void verdicts(Case of, Chroot.Ran ran) {
    assertThat(ran.status()).as(ran.err()).isZero();
    Policy policy = of.profile().policy();
    List<String> allowed =
        policy.allow().getOrDefault("docker", List.of()).stream().map(LocalProfile::image).toList();
    boolean open = policy.fallback() == Policy.Verdict.ACCEPT;
    List<String> lines = ran.out().lines().toList();
    for (String image : images(of).toList()) {
      boolean rejected =
          policy.reject().getOrDefault("docker", List.of()).stream()
              .anyMatch(scope -> LocalProfile.image(scope).equals(image));
      boolean signed =
          policy.signed().stream()
              .map(Signed::scope)
              .anyMatch(scope -> LocalProfile.image(scope).equals(image));
      boolean accepted = allowed.contains(image) || open && !rejected && !signed;
      assertThat(lines)
          .anyMatch(
              line ->
                  accepted
                      ? line.startsWith("accepted " + image + " ")
                      : line.startsWith("failed " + image + " ")
                          && line.matches(
                              ".*(is rejected by policy|A signature was required|no such file or directory).*"));
    }
    boolean local =
        open || policy.allow().getOrDefault("containers-storage", List.of()).contains("");
    assertThat(lines)
        .anyMatch(line -> line.startsWith((local ? "accepted" : "failed") + " containers-storage"));
    throughTheRedirect(of);
  }

  private static void throughTheRedirect(Case of) {
    Set<String> images = images(of).collect(Collectors.toSet());
    for (Redirect redirect : of.profile().registries().redirects()) {
      if (!images.contains(LocalProfile.image(redirect.prefix()))) {
        continue;
      }
      assertThat(of.server().asked())
          .anyMatch(path -> path.startsWith("/v2/" + LocalProfile.path(redirect.prefix()) + "/"));
    }
  }

  /** skopeo asks for a sigstore signature only where registries.d says so. */
  private static void signatures(Case of, Chroot.Ran ran) {
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(of.server().asked()).anyMatch(path -> path.endsWith(".sig"));
    assertThat(ran.out()).contains("A signature was required, but no signature exists");
  }
}
