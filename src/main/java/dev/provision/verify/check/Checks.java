package dev.provision.verify.check;

import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The list of checks: a new check is a class and a line here. */
public final class Checks {
  private static final List<Function<Profile, Optional<Check>>> LIST =
      List.of(
          PodmanAnswersCheck::of,
          PodmanVersionCheck::of,
          PodmanValueCheck::rootless,
          PodmanValueCheck::cgroupVersion,
          CgroupControllersCheck::of,
          PodmanValueCheck::cgroupManager,
          PodmanValueCheck::runtime,
          PodmanValueCheck::networkBackend,
          PodmanValueCheck::logDriver,
          PodmanValueCheck::eventsLogger,
          StorageCheck::of,
          RunRootCheck::of,
          RemoteSocketCheck::of,
          RegistriesCheck::of,
          SubordinateIdsCheck::of,
          SocketCheck::podman,
          SocketCheck::docker,
          SocketUnitCheck::of,
          DockerCommandCheck::of,
          DockerConflictCheck::of,
          ContainerRunCheck::of,
          ContainerLimitsCheck::of,
          EnvironmentCheck::of,
          AccountCheck::of,
          SudoCheck::of,
          LingerCheck::of,
          UserManagerCheck::of,
          FilesCheck::of,
          ShadowCheck::of,
          ProtectedCheck::of);

  private Checks() {}

  /** What a profile implies; never empty. */
  public static List<Check> forProfile(Profile profile) {
    return LIST.stream().map(check -> check.apply(profile)).flatMap(Optional::stream).toList();
  }
}
