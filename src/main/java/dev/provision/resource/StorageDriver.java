package dev.provision.resource;

import dev.provision.plan.Change;
import dev.provision.plan.Conflict;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import java.util.List;
import java.util.Optional;

/**
 * podman's database pins the driver of its first run, whatever storage.conf says later: {@code
 * User-selected graph driver "overlay" overwritten by graph driver "vfs" from database}. Deleting
 * images is for people to decide, so this only refuses.
 */
public record StorageDriver(String user, int uid, String home, String driver) implements Resource {
  private static final Fragment FRAGMENT = new Fragment("resource/host");

  @Override
  public String id() {
    return "storage:" + home;
  }

  private Fact fact() {
    return Fact.asRoot(FRAGMENT, "observe_stores", home, user, String.valueOf(uid));
  }

  @Override
  public List<Fact> facts() {
    return List.of(fact());
  }

  @Override
  public Optional<Change> change(Observation host) {
    return Optional.empty();
  }

  @Override
  public Optional<Conflict> conflict(Observation host) {
    List<String> used = host.answer(fact()).text().lines().toList();
    if (used.isEmpty() || used.contains(driver)) {
      return Optional.empty();
    }
    return Optional.of(
        new Conflict(
            id(),
            "podman of "
                + user
                + " has used the driver "
                + String.join(", ", used)
                + " before and keeps it",
            "run podman system reset as "
                + user
                + " (it deletes that account's images), then"
                + " apply again"));
  }
}
