package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.profile.Containers.ImageFormat;
import dev.provision.profile.Registries;
import dev.provision.profile.Registries.Mirror;
import dev.provision.profile.Registries.Redirect;
import dev.provision.render.Peer.Case;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What podman and skopeo make of rendered files. */
final class PodmanPeers {
  private static final String REGISTRIES = "/etc/containers/registries.conf";
  private static final String CONTAINERS = "/etc/containers/containers.conf";
  private static final String STORAGE = "/home/agent/.config/containers/storage.conf";

  private static String info(Case of) {
    return Rootless.run(of.profile().agent(), "podman info --format json");
  }

  private static String debug(Case of) {
    return Rootless.run(of.profile().agent(), "podman --log-level debug info --format json");
  }

  private static final String BUILD =
      """
      mkdir /run/build
      printf 'FROM scratch\\nCOPY Containerfile /\\nONBUILD RUN x\\n' >/run/build/Containerfile
      podman --storage-driver vfs build -q --isolation chroot --network host -t x /run/build
      podman --storage-driver vfs inspect --format '{{.ManifestType}}' x
      """;

  private static final String CREATE =
      """
      mkdir /run/root
      podman --storage-driver vfs create -q --network none --rootfs /run/root x >/run/id
      podman --storage-driver vfs inspect --format '{{json .HostConfig.Ulimits}}' "$(cat /run/id)"
      """;

  static final List<Peer> ALL =
      List.of(
          new Peer(
              "redirects",
              Set.of(REGISTRIES),
              Peers.AS_IT_IS,
              PodmanPeers::info,
              PodmanPeers::redirects,
              REGISTRIES,
              Peers.replace("location = \"", "location = \"x")),
          new Peer(
              "registries.conf",
              Set.of(REGISTRIES),
              Peers.AS_IT_IS,
              PodmanPeers::debug,
              PodmanPeers::nothingUnknown,
              REGISTRIES,
              Peers.replace("prefix =", "prefixx =")),
          new Peer(
              "containers.conf",
              Set.of(CONTAINERS),
              Peers.AS_IT_IS,
              PodmanPeers::debug,
              PodmanPeers::nothingUnknown,
              CONTAINERS,
              Peers.replace("[containers]", "[containers")),
          new Peer(
              "ulimits",
              Set.of(CONTAINERS),
              Peers.AS_IT_IS,
              it -> CREATE,
              PodmanPeers::ulimits,
              CONTAINERS,
              Peers.replace("default_ulimits", "default_ulimit")),
          new Peer(
              "image format",
              Set.of(CONTAINERS),
              Peers.AS_IT_IS,
              it -> BUILD,
              PodmanPeers::format,
              CONTAINERS,
              Peers.replace("BUILDAH_FORMAT=", "BUILDAH_FORMA=")),
          new Peer(
              "storage.conf",
              Set.of(STORAGE),
              Peers.AS_IT_IS,
              PodmanPeers::info,
              PodmanPeers::driver,
              STORAGE,
              Peers.replace("driver = \"", "driver = \"x")));

  private PodmanPeers() {}

  /** The table that podman itself says is in effect, against the profile. */
  private static void redirects(Case of, Chroot.Ran ran) {
    Map<?, ?> table = (Map<?, ?>) said(ran).get("registries");
    var said = new LinkedHashMap<Object, Object>();
    table.forEach(
        (prefix, entry) -> {
          if (entry instanceof Map<?, ?> it) {
            said.put(prefix, entry(it));
          }
        });
    Registries registries = of.profile().registries();
    var meant = new LinkedHashMap<Object, Object>();
    registries
        .insecure()
        .forEach(name -> meant.put(name, List.of(place(name), false, true, List.of())));
    registries
        .blocked()
        .forEach(name -> meant.put(name, List.of(place(name), true, false, List.of())));
    for (Redirect redirect : registries.redirects()) {
      List<Object> mirrors =
          redirect.mirrors().stream()
              .<Object>map(it -> List.of(it.location(), it.insecure(), pull(it)))
              .toList();
      meant.put(
          redirect.prefix(), List.of(redirect.location(), false, redirect.insecure(), mirrors));
    }
    assertThat(said).isEqualTo(meant);
    assertThat(table.get("search")).isEqualTo(registries.unqualifiedSearch());
  }

  private static List<Object> entry(Map<?, ?> entry) {
    List<?> mirrors = entry.get("Mirrors") instanceof List<?> list ? list : List.of();
    return List.of(
        entry.get("Location"),
        entry.get("Blocked"),
        entry.get("Insecure"),
        mirrors.stream()
            .map(it -> (Map<?, ?>) it)
            .<Object>map(
                it -> List.of(it.get("Location"), it.get("Insecure"), it.get("PullFromMirror")))
            .toList());
  }

  private static String place(String name) {
    return name.startsWith("*.") ? "" : name;
  }

  private static String pull(Mirror mirror) {
    return switch (mirror.pullFromMirror()) {
      case ALL -> "";
      case DIGEST_ONLY -> "digest-only";
      case TAG_ONLY -> "tag-only";
    };
  }

  private static void nothingUnknown(Case of, Chroot.Ran ran) {
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.err()).doesNotContain("level=error");
    assertThat(unknown(ran)).isSubsetOf(untyped(of));
  }

  /** podman 4 tells at debug level, podman 5 not at all. */
  private static Set<String> unknown(Chroot.Ran ran) {
    return Pattern.compile("Failed to decode (the )?keys \\[(.*?)\\]")
        .matcher(ran.err())
        .results()
        .flatMap(match -> Stream.of(match.group(2).split(" ")))
        .map(key -> key.replaceAll("[\\\\\"]", ""))
        .collect(Collectors.toSet());
  }

  /** Keys that the profile writes on its own account. */
  private static Set<String> untyped(Case of) {
    return of.profile().containers().extra().entrySet().stream()
        .flatMap(table -> table.getValue().keySet().stream().map(key -> table.getKey() + "." + key))
        .collect(Collectors.toSet());
  }

  /** Unknown keys leave no trace from podman 5.0 on: only the effect tells. */
  private static void ulimits(Case of, Chroot.Ran ran) {
    assertThat(ran.status()).as(ran.err()).isZero();
    List<?> limits = (List<?>) Json.parse(ran.out());
    for (String ulimit : of.profile().containers().ulimits()) {
      String[] parts = ulimit.split("[=:]");
      assertThat(limits)
          .map(Object::toString)
          .contains(
              "{Name=RLIMIT_%s, Soft=%s, Hard=%s}"
                  .formatted(parts[0].toUpperCase(Locale.ROOT), parts[1], parts[parts.length - 1]));
    }
  }

  private static void format(Case of, Chroot.Ran ran) {
    assertThat(ran.status()).as(ran.err()).isZero();
    boolean docker = of.profile().containers().imageFormat().equals(Optional.of(ImageFormat.V2S2));
    assertThat(ran.out())
        .endsWith(
            docker
                ? "\napplication/vnd.docker.distribution.manifest.v2+json\n"
                : "\napplication/vnd.oci.image.manifest.v1+json\n");
    assertThat(ran.err().contains("ONBUILD")).isEqualTo(!docker);
  }

  private static void driver(Case of, Chroot.Ran ran) {
    Map<?, ?> store = (Map<?, ?>) said(ran).get("store");
    assertThat(ran.err()).doesNotContain("storage.conf");
    assertThat(store.get("graphDriverName"))
        .isEqualTo(of.profile().storage().driver().name().toLowerCase(Locale.ROOT));
    assertThat(store.get("graphRoot"))
        .isEqualTo(of.profile().agent().home() + "/.local/share/containers/storage");
  }

  private static Map<?, ?> said(Chroot.Ran ran) {
    assertThat(ran.status()).as(ran.err()).isZero();
    return (Map<?, ?>) Json.parse(ran.out());
  }
}
