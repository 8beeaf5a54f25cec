package dev.provision.profile;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the kernel must have, now and after a boot. */
public record Kernel(
    @Key(
            doc = "Modules to load, now and at boot: rootless overlay cannot load its own.",
            example = "[\"overlay\"]",
            defaults = "[\"overlay\"]")
        @Text(Format.MODULE)
        List<String> modules,
    @Key(
            doc = "Kernel parameters, each key with its dots in quotes; sysctl.d(5).",
            example = "{ \"net.ipv4.ping_group_range\" = \"0 2000000\" }")
        @Text(value = Format.SYSCTL_VALUE, keys = Format.SYSCTL)
        Map<String, String> sysctl) {
  public Kernel {
    modules = List.copyOf(modules);
    sysctl = Collections.unmodifiableMap(new TreeMap<>(sysctl));
  }
}
