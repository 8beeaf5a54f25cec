package dev.provision.containers;

/** A line of a file; lines count from 1. */
public record Place(String file, int line) {
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
