package dev.provision.profile;

/** A unit of the account's own systemd that podman's generator makes; podman-systemd.unit(5). */
public record Quadlet(
    @Key(
            doc =
                "The name of the file; cache.container gives cache.service, and x.volume"
                    + " x-volume.service. podman before 4.6 takes .container only: a plain unit"
                    + " does the same there.",
            example = "\"cache.container\"")
        @Text(Format.QUADLET)
        String name,
    @Key(
            doc = "The file, as in podman-systemd.unit(5).",
            example = "\"[Container]\\nImage=docker.io/library/redis:7\\n\"",
            file = "content-file",
            fileExample = "\"units/cache.container\"")
        @Text(Format.UNIT_TEXT)
        String content) {

  /** Without the leading dot: {@code container}. */
  public String type() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** The name without its type: {@code cache}. */
  public String stem() {
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** The unit that podman's generator makes of it. */
  public String service() {
    return service(name);
  }

  /** The unit that podman's generator makes of a file of this name. */
  public static String service(String name) {
    int dot = name.lastIndexOf('.');
    String stem = name.substring(0, dot);
    return switch (name.substring(dot + 1)) {
      case "container", "kube" -> stem + ".service";
      default -> stem + "-" + name.substring(dot + 1) + ".service";
    };
  }

  /** Whether it starts with the account's systemd. */
  public boolean starts() {
    return UnitText.parse(content).starts();
  }
}
