package dev.provision.engine;

import dev.provision.plan.Records.Entry;
import dev.provision.profile.Profile;
import java.nio.charset.StandardCharsets;

/**
 * A state that an apply left a host in, and that a rollback can bring back.
 *
 * @param number from 1; 0 is the host before provision
 * @param time of the host's clock, in UTC: {@code 2026-11-22T04:00:00Z}
 * @param changes made by it
 */
public record Generation(
    int number, String time, String profile, String digest, String provision, int changes) {
  private static final String FIELD = "\u001f";

  /** What the host keeps about a generation; it puts the time before it. */
  static String info(Profile profile, Maker maker, int changes) {
    return String.join(
        FIELD,
        profile.name(),
        profile.digest(),
        maker.version().replace(FIELD, ""),
        String.valueOf(changes));
  }

  /** Of a record of {@code tell_generations}. */
  static Generation of(Entry entry) {
    String[] info = new String(entry.decoded(1), StandardCharsets.UTF_8).split(FIELD, -1);
    return new Generation(
        entry.number(0),
        field(info, 0),
        field(info, 1),
        field(info, 2),
        field(info, 3),
        field(info, 4).matches("[0-9]{1,9}") ? Integer.parseInt(field(info, 4)) : 0);
  }

  private static String field(String[] info, int index) {
    return index < info.length ? info[index] : "";
  }
}
