package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Profile;
import dev.provision.render.Peer.Case;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rendered file, read by the program that it is for, in Debian 12, 13 and testing. Where
 * podman, skopeo, systemd, sudo or apt has an opinion, it is asked; and each is asked once more
 * about a file with a fault, to show that it would have told.
 */
class ConformanceIT {
  private static final List<Peer> PEERS =
      Stream.of(Peers.ALL, PodmanPeers.ALL, PolicyPeers.ALL).flatMap(List::stream).toList();

  static Stream<Arguments> questions() {
    return Shipped.profiles().stream()
        .flatMap(
            profile ->
                Arrays.stream(Chroot.values())
                    .flatMap(
                        chroot ->
                            PEERS.stream()
                                .filter(peer -> concerns(peer, profile, chroot))
                                .map(peer -> Arguments.of(peer, chroot, profile))));
  }

  static Stream<Arguments> faults() {
    return Arrays.stream(Chroot.values())
        .flatMap(
            chroot ->
                PEERS.stream()
                    .filter(peer -> example(peer, chroot).isPresent())
                    .map(peer -> Arguments.of(peer, chroot)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("questions")
  void peerAgrees(Peer peer, Chroot chroot, Profile profile) {
    try (var server = new LocalServer()) {
      Case of = prepare(peer, chroot, profile, server);
      peer.verdict()
          .check(of, chroot.run(profile.agent(), of.rendering().files(), peer.program().apply(of)));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("faults")
  void peerNoticesAFault(Peer peer, Chroot chroot) {
    try (var server = new LocalServer()) {
      Case of = prepare(peer, chroot, example(peer, chroot).orElseThrow(), server);
      List<RenderedFile> files = of.rendering().files();
      List<RenderedFile> faulty = files.stream().map(file -> faulty(peer, of, file)).toList();
      assertThat(faulty).isNotEqualTo(files);

      Chroot.Ran ran = chroot.run(of.profile().agent(), faulty, peer.program().apply(of));

      assertThatThrownBy(() -> peer.verdict().check(of, ran)).isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void everyManagedFileHasAPeer() {
    assertThat(
            PEERS.stream().flatMap(peer -> peer.templates().stream()).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(
            ManagedFiles.ALL.stream().map(ManagedFile::template).toList());
    assertThat(PEERS)
        .allMatch(
            peer -> Arrays.stream(Chroot.values()).anyMatch(it -> example(peer, it).isPresent()));
  }

  /** The first shipped profile that has what the peer reads. */
  private static Optional<Profile> example(Peer peer, Chroot chroot) {
    return Shipped.profiles().stream()
        .filter(profile -> concerns(peer, profile, chroot))
        .findFirst();
  }

  private static Case prepare(Peer peer, Chroot chroot, Profile profile, LocalServer server) {
    Profile changed = peer.profile().apply(profile, server);
    Rendering rendering = Renderer.render(changed, PodmanVersion.find(chroot.podman()));
    return new Case(changed, chroot, server, rendering);
  }

  private static boolean concerns(Peer peer, Profile profile, Chroot chroot) {
    return paths(profile, chroot).containsAll(peer.templates());
  }

  private static List<String> paths(Profile profile, Chroot chroot) {
    var target = new Target(profile.name(), PodmanVersion.find(chroot.podman()));
    return ManagedFiles.ALL.stream()
        .filter(file -> !file.instances().apply(profile, target).isEmpty())
        .map(ManagedFile::template)
        .toList();
  }

  private static RenderedFile faulty(Peer peer, Case of, RenderedFile file) {
    var target = new Target(of.profile().name(), PodmanVersion.find(of.chroot().podman()));
    boolean here =
        ManagedFiles.ALL.stream()
            .filter(managed -> managed.template().equals(peer.faulty()))
            .flatMap(managed -> managed.instances().apply(of.profile(), target).stream())
            .anyMatch(instance -> instance.path().equals(file.path()));
    return here
        ? new RenderedFile(
            file.path(),
            file.mode(),
            file.owner(),
            file.group(),
            peer.fault().apply(file.content()),
            file.syntax())
        : file;
  }
}
