package dev.provision.verify.check;

import dev.provision.profile.Profile;
import dev.provision.verify.Check;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

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
          UserUnitsCheck::of,
          FilesCheck::of,
          ProtectedCheck::of);

  /** What wins over the files of the profile. */
  private static final List<Function<Profile, Optional<Check>>> SHADOWS =
      List.of(
          ShadowCheck::of,
          RootShadowCheck::of,
          SystemShadowCheck::of,
          UnitShadowCheck::of,
          TmpfilesShadowCheck::of,
          SysctlShadowCheck::of,
          DockerShadowCheck::of);

  private Checks() {}

  /** What a profile implies; never empty. */
  public static List<Check> forProfile(Profile profile) {
    return Stream.concat(of(LIST, profile), of(SHADOWS, profile)).toList();
  }

  /** Of those only the ones that look for what wins over the files; never empty. */
  public static List<Check> shadows(Profile profile) {
    return of(SHADOWS, profile).toList();
  }

  private static Stream<Check> of(
      List<Function<Profile, Optional<Check>>> checks, Profile profile) {
    return checks.stream().map(check -> check.apply(profile)).flatMap(Optional::stream);
  }
}
