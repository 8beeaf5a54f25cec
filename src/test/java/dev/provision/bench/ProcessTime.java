package dev.provision.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time of another process of this machine. That of an emulated machine tells what work
 * there costs, whatever else is going on here.
 */
final class ProcessTime {
  /** Of the fields after the name: user and system time; proc_pid_stat(5). */
  private static final int USER = 11;

  private static final int SYSTEM = 12;
  private static final double TICKS = 100;

  private ProcessTime() {}

  /** Seconds since it started. */
  static double of(long process) throws IOException {
    return parse(Files.readString(Path.of("/proc/" + process + "/stat")));
  }

  static double parse(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS;
  }
}
