package dev.provision.profile;

/** A plain unit of the account's own systemd; systemd.unit(5). */
public record UserUnit(
    @Key(
            doc = "The name of the unit: a .service, .socket, .timer, .path or .target.",
            example = "\"warm.service\"")
        @Text(Format.USER_UNIT)
        String name,
    @Key(
            doc = "The file, as in systemd.unit(5).",
            example = "\"[Service]\\nExecStart=/usr/local/bin/warm\\n\"",
            file = "content-file",
            fileExample = "\"units/warm.service\"")
        @Text(Format.UNIT_TEXT)
        String content) {

  /** Whether it starts with the account's systemd. */
  public boolean starts() {
    return UnitText.parseUnit(content).starts();
  }
}
