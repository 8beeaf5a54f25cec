package dev.provision.profile;

import java.util.HashMap;
import java.util.Map;

/** Which file, or which {@code --set}, each value of a merged profile came from. */
final class Origins {
  private final ProfileSource profile;
  private final Map<String, ProfileSource> sources = new HashMap<>();

  Origins(ProfileSource profile) {
    this.profile = profile;
  }

  /** From now on {@code path} and what is beneath it came from {@code source}. */
  void record(KeyPath path, ProfileSource source) {
    String text = path.text();
    sources.keySet().removeIf(at -> at.startsWith(text + ".") || at.startsWith(text + "["));
    sources.put(text, source);
  }

  /** Where {@code path} came from; the profile itself where nothing stands there. */
  ProfileSource of(KeyPath path) {
    for (KeyPath at = path; at != null; at = at.parent()) {
      ProfileSource source = sources.get(at.text());
      if (source != null) {
        return source;
      }
    }
    return profile;
  }

  String place(KeyPath path) {
    return of(path).place(path);
  }
}
