package dev.provision.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** containers.conf(5). An empty value leaves podman's own default. */
public record Containers(
    @Key(doc = "Limits of every container, NAME=SOFT:HARD.", example = "[\"nofile=10000:20000\"]")
        List<String> ulimits,
    @Key(
            doc =
                "What builds write: v2s2 keeps ONBUILD, HEALTHCHECK and SHELL, which OCI drops."
                    + " Reaches podman as BUILDAH_FORMAT, because image_default_format has no"
                    + " consumer (podman#29757).",
            example = "\"oci\"",
            defaults = "\"v2s2\"")
        Optional<ImageFormat> imageFormat,
    @Key(doc = "systemd or cgroupfs.", example = "\"cgroupfs\"") @Text(Format.CGROUP_MANAGER)
        Optional<String> cgroupManager,
    @Key(doc = "The OCI runtime, by name or path.", example = "\"crun\"") @Text(Format.COMMAND)
        Optional<String> runtime,
    @Key(doc = "netavark or cni. A change needs podman system reset.", example = "\"netavark\"")
        @Text(Format.NETWORK_BACKEND)
        Optional<String> networkBackend,
    @Key(doc = "Where containers log to.", example = "\"k8s-file\"") @Text(Format.LOG_DRIVER)
        Optional<String> logDriver,
    @Key(doc = "Where podman's events go; file needs no journal.", example = "\"file\"")
        @Text(Format.EVENTS_LOGGER)
        Optional<String> eventsLogger,
    @Key(doc = "Processes per container; 0 or -1 for no limit.", example = "4096")
        @Range(min = -1, max = 4194304)
        Optional<Integer> pidsLimit,
    @Key(
            doc =
                "Volumes of every container, SOURCE:TARGET[:OPTIONS]. Never /proc: it broke .NET's"
                    + " build.",
            example = "[\"/etc/ssl/certs:/etc/ssl/certs:ro\"]")
        List<String> volumes,
    @Key(
            doc = "Mounts of every container, type=TYPE,KEY=VALUE,… (podman 4.7). Never /proc.",
            example = "[\"type=tmpfs,destination=/scratch\"]")
        List<String> mounts,
    @Key(doc = "What podman compose calls (podman 4.7).", example = "[\"/usr/bin/podman-compose\"]")
        @Text(Format.COMMAND)
        List<String> composeProviders,
    @Key(
            doc =
                "Whether podman compose says on stderr what it calls; agents show that as errors.",
            example = "false")
        Optional<Boolean> composeWarningLogs,
    @Key(doc = "How often a failed pull is tried again (podman 5.0).", example = "5")
        @Range(min = 0, max = 100)
        Optional<Integer> retry,
    @Key(doc = "How long to wait between tries (podman 5.0).", example = "\"2s\"")
        @Text(Format.DURATION)
        Optional<String> retryDelay,
    @Key(
            doc =
                "Any further key of containers.conf, table to key to value, written as it is."
                    + " The default gives podman 5 a network without the package passt.",
            adds = true,
            example = "{ engine = { num_locks = 4096 } }",
            defaults = "{\"network\": {\"default_rootless_network_cmd\": \"slirp4netns\"}}")
        @Text(keys = Format.CONF_KEY, tables = Format.CONF_TABLE)
        Map<String, Map<String, Object>> extra) {

  /** Manifest format of built images. */
  public enum ImageFormat {
    /** Docker image manifest version 2, schema 2: keeps ONBUILD, HEALTHCHECK and SHELL. */
    V2S2("docker"),
    /** OCI image manifest. */
    OCI("oci");

    private final String buildahFormat;

    ImageFormat(String buildahFormat) {
      this.buildahFormat = buildahFormat;
    }

    /** The value that {@code BUILDAH_FORMAT} takes; buildah-build(1). */
    public String buildahFormat() {
      return buildahFormat;
    }
  }

  public Containers {
    ulimits = List.copyOf(ulimits);
    volumes = List.copyOf(volumes);
    mounts = List.copyOf(mounts);
    composeProviders = List.copyOf(composeProviders);
    extra = copy(extra);
  }

  private static Map<String, Map<String, Object>> copy(Map<String, Map<String, Object>> tables) {
    var copy = new TreeMap<String, Map<String, Object>>();
    tables.forEach(
        (table, values) -> copy.put(table, Collections.unmodifiableMap(new TreeMap<>(values))));
    return Collections.unmodifiableMap(copy);
  }

  /**
   * The whole of {@code [engine] env}: what {@link #extra} has there, and the image format. One
   * list, because a key may stand only once.
   */
  public List<String> engineEnvironment() {
    var environment = new ArrayList<String>();
    if (extra.getOrDefault("engine", Map.of()).get("env") instanceof List<?> own) {
      own.forEach(each -> environment.add(String.valueOf(each)));
    }
    imageFormat.ifPresent(format -> environment.add("BUILDAH_FORMAT=" + format.buildahFormat()));
    return List.copyOf(environment);
  }
}
