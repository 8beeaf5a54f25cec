package dev.provision.render;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Profile;
import dev.provision.profile.Quadlet;
import dev.provision.profile.UnitText;
import dev.provision.profile.UserUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A file of a unit of the account's own systemd. Where a podman has no place for Quadlet files, a
 * plain unit does the same job.
 *
 * @param content what the profile says, or what is made of it
 */
public record UnitFile(String path, String content) {
  /**
   * When podman began to read /etc/containers/systemd/users/UID: RELEASE_NOTES.md of podman, 4.6.0,
   * and UnitDirAdmin in cmd/quadlet/main.go of v4.6.0. The Quadlet of 4.4 and 4.5 reads the
   * account's home only, which is no place for root's files.
   */
  static final PodmanVersion USERS_FOLDER = new PodmanVersion(4, 6, 0);

  /** Types that came later; podman-systemd.unit(5) and RELEASE_NOTES.md. */
  private static final Map<String, PodmanVersion> LATER =
      Map.of(
          "image", new PodmanVersion(4, 8, 0),
          "pod", new PodmanVersion(5, 0, 0),
          "build", new PodmanVersion(5, 2, 0));

  private static final String UNITS = "/etc/systemd/user/";
  private static final String QUADLETS = "/etc/containers/systemd/users/";

  /** The content with exactly one line end after it, and none before it. */
  public String text() {
    return content.strip();
  }

  /** Whether a path is that of a unit of the account. */
  public static boolean isOne(String path) {
    return path.startsWith(UNITS) || path.startsWith(QUADLETS);
  }

  /** Where plain units lie. */
  public static String plain(String name) {
    return UNITS + name;
  }

  /** Where podman's generator looks for a Quadlet of the account. */
  public static String quadlet(Profile profile, Quadlet quadlet) {
    return QUADLETS + profile.agent().uid() + "/" + quadlet.name();
  }

  /** Both places of each Quadlet: whichever is not used shall be empty. */
  static List<String> places(Profile profile) {
    return profile.quadlets().stream()
        .flatMap(it -> Stream.of(quadlet(profile, it), plain(it.service())))
        .toList();
  }

  static List<UnitFile> plain(Profile profile) {
    return profile.userUnits().stream()
        .map((UserUnit unit) -> new UnitFile(plain(unit.name()), unit.content()))
        .toList();
  }

  /** Files for podman's generator. */
  static List<UnitFile> quadlets(Profile profile, Target target) {
    var files = new ArrayList<UnitFile>();
    for (int i = 0; i < profile.quadlets().size(); i++) {
      Quadlet quadlet = profile.quadlets().get(i);
      PodmanVersion since = LATER.getOrDefault(quadlet.type(), USERS_FOLDER);
      if (target.takes(since)) {
        files.add(new UnitFile(quadlet(profile, quadlet), quadlet.content()));
      } else if (!quadlet.type().equals("container")) {
        lack("quadlet[" + i + "]", since, quadlet.name() + " " + target.needs(since), target);
      }
    }
    return files;
  }

  /** What does the job of a Quadlet for a podman that does not read it. */
  static List<UnitFile> services(Profile profile, Target target) {
    var files = new ArrayList<UnitFile>();
    for (int i = 0; i < profile.quadlets().size() && !target.takes(USERS_FOLDER); i++) {
      Quadlet quadlet = profile.quadlets().get(i);
      if (quadlet.type().equals("container")) {
        var service = ContainerService.of(UnitText.parse(quadlet.content()), target::takes);
        if (service.hindrances().isEmpty()) {
          files.add(new UnitFile(plain(quadlet.service()), service.text()));
        } else {
          String what = String.join(", ", service.hindrances());
          lack(
              "quadlet[" + i + "].content",
              USERS_FOLDER,
              what + " " + target.needs(USERS_FOLDER),
              target);
        }
      }
    }
    return files;
  }

  private static void lack(String place, PodmanVersion since, String message, Target target) {
    if (target.unknown()) {
      target.omit(place, since, "left out until then");
    } else {
      target.refuse(
          place,
          message,
          "install a newer podman, or write a [[user-unit]] that calls podman itself");
    }
  }
}
