package dev.provision.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every key that a profile may have, for documentation. */
public final class ProfileKeys {
  private ProfileKeys() {}

  /**
   * One key.
   *
   * @param path {@code registries.redirect[].prefix}
   * @param type in TOML's words
   * @param defaults as JSON; empty where there is none
   * @param example a value as TOML
   */
  public record Entry(String path, String type, String defaults, String example, String doc) {}

  /** All keys in the order of the records. */
  public static List<Entry> all() {
    var entries = new ArrayList<Entry>();
    collect(RecordShape.of(Profile.class), "", entries);
    return List.copyOf(entries);
  }

  /** Keys of containers.conf, {@code engine.runtime}, that a key of the profile stands for. */
  public static Map<String, String> ofContainersConf() {
    return ExtraRules.MODELLED;
  }

  private static void collect(RecordShape section, String prefix, List<Entry> entries) {
    for (KeyShape key : section.keys()) {
      String path = prefix + key.name();
      Key about = key.key();
      entries.add(
          new Entry(path, key.shape().noun(), about.defaults(), about.example(), about.doc()));
      if (!about.file().isEmpty()) {
        String doc = "A file, relative to the profile, with the value of " + key.name() + ".";
        entries.add(new Entry(prefix + about.file(), "a string", "", about.fileExample(), doc));
      }
      if (key.shape() instanceof RecordShape inner) {
        collect(inner, path + ".", entries);
      } else if (key.shape() instanceof ListShape list
          && list.element() instanceof RecordShape inner) {
        collect(inner, path + "[].", entries);
      }
    }
  }
}
