package dev.provision.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * containers.conf. An empty value leaves podman's own default.
 *
 * @param imageFormat what builds write; reaches podman as {@code BUILDAH_FORMAT}, because {@code
 *     image_default_format} has no consumer (podman#29757)
 * @param extra any further key: table to key to value (String, Long, Double, Boolean, or a list of
 *     these), written as it is
 */
public record Containers(
    List<String> ulimits,
    Optional<ImageFormat> imageFormat,
    Optional<String> cgroupManager,
    Optional<String> runtime,
    Optional<String> networkBackend,
    Optional<String> logDriver,
    Optional<String> eventsLogger,
    Optional<Integer> pidsLimit,
    List<String> volumes,
    List<String> mounts,
    List<String> composeProviders,
    Optional<Boolean> composeWarningLogs,
    Optional<Integer> retry,
    Optional<String> retryDelay,
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
    extra = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(extra));
  }
}
