package dev.provision.engine;

import dev.provision.render.RenderedFile;
import java.util.Optional;

/** Who on the host reads a file first, while it is staged: functions of {@code resource/check}. */
final class StagedChecks {
  private StagedChecks() {}

  /** The check of a file; empty where no program has an opinion. */
  static Optional<String> of(RenderedFile file) {
    return Optional.ofNullable(
        switch (file.syntax()) {
          case NONE, MODULES -> null;
          case SUDOERS -> "check_sudoers";
          case JSON -> "check_policy";
          case TOML -> toml(file.path().substring(file.path().lastIndexOf('/') + 1));
          case YAML -> "check_registries_d";
          case SHELL -> "check_shell";
          case TMPFILES -> "check_tmpfiles";
          case SYSCTL -> "check_sysctl";
          case UNIT -> "check_drop_in";
          case USER_UNIT -> "check_user_unit";
          case QUADLET -> "check_quadlet";
          case APT_SOURCES -> "check_apt_sources";
          case APT_PREFERENCES -> "check_apt_preferences";
          case OPENPGP_KEY -> "check_openpgp_key";
        });
  }

  private static String toml(String name) {
    return switch (name) {
      case "registries.conf" -> "check_registries_conf";
      case "containers.conf" -> "check_containers_conf";
      case "storage.conf" -> "check_storage_conf";
      default -> throw new IllegalArgumentException("who reads " + name + "?");
    };
  }
}
