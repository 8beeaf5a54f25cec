package dev.provision.profile;

import java.util.List;
import java.util.Map;

/**
 * What the kernel must have, now and after a boot.
 *
 * @param sysctl key to value; keys with dots
 */
public record Kernel(List<String> modules, Map<String, String> sysctl) {
  public Kernel {
    modules = List.copyOf(modules);
    sysctl = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(sysctl));
  }
}
