package dev.provision.render;

import java.util.Map;

/** What a TOML or JSON file shall say, however it is printed. */
interface Meaning {
  /** Tables as maps, arrays as lists, integers as Long. */
  Map<String, Object> tree();
}
