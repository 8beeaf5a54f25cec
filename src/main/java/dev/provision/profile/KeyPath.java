package dev.provision.profile;

import java.util.regex.Pattern;

/** Where a value stands in a profile: {@code registries.redirect[1].prefix}. */
record KeyPath(KeyPath parent, String text) {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");

  static final KeyPath ROOT = new KeyPath(null, "");

  /** A path of bare keys, {@code KeyPath.of("agent", "user")}. */
  static KeyPath of(String... keys) {
    KeyPath path = ROOT;
    for (String key : keys) {
      path = path.key(key);
    }
    return path;
  }

  KeyPath key(String name) {
    String shown = BARE.matcher(name).matches() ? name : Quoted.key(name);
    return new KeyPath(this, this == ROOT ? shown : text + "." + shown);
  }

  KeyPath at(int index) {
    return new KeyPath(this, text + "[" + index + "]");
  }

  @Override
  public String toString() {
    return text;
  }
}
