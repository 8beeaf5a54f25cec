package dev.provision.bench;

import java.util.Locale;

/** What is measured of a run. */
enum Measure {
  /** From the start of the program to its end. */
  WALL("wall s", "%.2f"),
  /** User and system time of the program and of the children that it waited for. */
  CPU("client CPU s", "%.2f"),
  /** The most that one of its processes had in memory. */
  MEMORY("client MiB", "%.0f"),
  /** As the delaying proxy counts them, without TCP's handshake. */
  TRIPS("round trips", "%.0f"),
  SENT("KiB sent", "%.1f"),
  RECEIVED("KiB received", "%.1f"),
  /** Processes and threads that came into being on the host. */
  PROCESSES("host processes", "%.0f"),
  /** Of the process that emulates the host: wall depends on what else runs here, this hardly. */
  EMULATION("emulator CPU s", "%.1f");

  private final String title;
  private final String format;

  Measure(String title, String format) {
    this.title = title;
    this.format = format;
  }

  /** For the head of a table. */
  String title() {
    return title;
  }

  /** For a cell of a table. */
  String text(double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
