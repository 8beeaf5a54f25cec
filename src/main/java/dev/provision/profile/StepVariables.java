package dev.provision.profile;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The variables of a pipeline's steps, whatever podman the host has. What is rendered and what is
 * checked both come from here.
 */
public final class StepVariables {
  private StepVariables() {}

  /**
   * Those that podman and docker clients need; they follow from the account and the socket. podman
   * 5 refuses a ~/.config that is not the account's own, unless XDG_CONFIG_HOME names it.
   */
  static SortedMap<String, String> derived(Profile profile) {
    Agent agent = profile.agent();
    var derived = new TreeMap<String, String>();
    derived.put("XDG_RUNTIME_DIR", agent.runtimeDirectory());
    derived.put("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + agent.runtimeDirectory() + "/bus");
    if (profile.socket().enabled()) {
      derived.put("DOCKER_HOST", "unix://" + agent.podmanSocket());
      derived.put("DOCKER_SOCK", agent.podmanSocket());
    }
    if (agent.protectContainersConfig()) {
      derived.put("XDG_CONFIG_HOME", agent.home() + "/.config");
    }
    return Collections.unmodifiableSortedMap(derived);
  }

  /**
   * The derived ones and the profile's own. Where both have a name they agree: another value is a
   * problem of the profile.
   */
  public static SortedMap<String, String> of(Profile profile) {
    var all = new TreeMap<String, String>(derived(profile));
    all.putAll(profile.agent().environment());
    return Collections.unmodifiableSortedMap(all);
  }
}
