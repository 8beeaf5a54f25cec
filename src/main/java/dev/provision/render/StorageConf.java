package dev.provision.render;

import dev.provision.profile.Profile;
import java.util.Locale;
import java.util.Map;

/**
 * The account's storage.conf: {@code driver} alone is the one form that every podman from 3.4 to
 * 5.8 takes. podman 4.3 would choose vfs without it, and its database pins that.
 * containers-storage.conf(5).
 */
public record StorageConf(String driver) implements Meaning {
  static StorageConf of(Profile profile, Target target) {
    return new StorageConf(profile.storage().driver().name().toLowerCase(Locale.ROOT));
  }

  @Override
  public Map<String, Object> tree() {
    return Map.of("storage", Map.of("driver", driver));
  }
}
