package dev.provision.containers;

import java.util.Set;

/**
 * Environment variables that make podman read other files than those of the system and its account,
 * or talk to another podman. containers.conf(5), containers-registries.conf(5),
 * containers-storage.conf(5), podman(1); REGISTRIES_CONFIG_PATH is undocumented (common/libimage,
 * runtime.go), the policy's and the overrides are podman 6's.
 */
public final class PodmanVariables {
  public static final Set<String> NAMES =
      Set.of(
          "CONTAINERS_CONF",
          "CONTAINERS_CONF_OVERRIDE",
          "CONTAINERS_POLICY_JSON",
          "CONTAINERS_POLICY_JSON_OVERRIDE",
          "CONTAINERS_REGISTRIES_CONF",
          "CONTAINERS_REGISTRIES_CONF_OVERRIDE",
          "CONTAINERS_STORAGE_CONF",
          "CONTAINERS_STORAGE_CONF_OVERRIDE",
          "CONTAINER_CONNECTION",
          "CONTAINER_HOST",
          "REGISTRIES_CONFIG_PATH",
          "STORAGE_DRIVER",
          "STORAGE_OPTS");

  private PodmanVariables() {}
}
