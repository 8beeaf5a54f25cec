package dev.provision.render;

import dev.provision.profile.Packages.Repository;
import dev.provision.profile.Profile;
import java.net.URI;
import java.util.List;

/**
 * An apt repository as three files: key, deb822 source, preferences. sources.list(5),
 * apt_preferences(5).
 */
public record AptRepository(Repository repository) {
  static List<AptRepository> all(Profile profile) {
    return profile.packages().repositories().stream().map(AptRepository::new).toList();
  }

  static List<AptRepository> pinned(Profile profile) {
    return all(profile).stream().filter(it -> it.repository().pin().isPresent()).toList();
  }

  /** Where the key lies; {@code .asc}, since apt tells armour by the name. */
  public String keyring() {
    return "/etc/apt/keyrings/" + repository.name() + ".asc";
  }

  String sources() {
    return "/etc/apt/sources.list.d/" + repository.name() + ".sources";
  }

  /** With {@code .pref}: apt ignores names with any other extension. */
  String preferences() {
    return "/etc/apt/preferences.d/" + repository.name() + ".pref";
  }

  /** The key with exactly one line end after it. */
  public String key() {
    return repository.key().strip() + "\n";
  }

  /** Components, blank-separated; a flat repository must not name any. */
  public String components() {
    return repository.suite().endsWith("/") ? "" : String.join(" ", repository.components());
  }

  /** Packages that the pin is for. */
  public String pinPackages() {
    return repository.pinPackages().isEmpty() ? "*" : String.join(" ", repository.pinPackages());
  }

  /** The host of the repository, by which apt tells it from others; empty for {@code file:}. */
  public String pinOrigin() {
    String host = URI.create(repository.uri()).getHost();
    return host == null ? "" : host;
  }

  /** The pin's priority. */
  public int pin() {
    return repository.pin().orElseThrow();
  }
}
