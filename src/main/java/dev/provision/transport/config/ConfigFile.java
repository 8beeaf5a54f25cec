package dev.provision.transport.config;

import java.util.List;

/** A file with those that it includes. */
record ConfigFile(List<Entry> entries) {
  ConfigFile {
    entries = List.copyOf(entries);
  }

  /**
   * A line.
   *
   * @param included the files of an Include, in their order
   */
  record Entry(ConfigLine line, List<ConfigFile> included) {
    Entry {
      included = List.copyOf(included);
    }
  }
}
