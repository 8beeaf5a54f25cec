package dev.provision.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What was measured so far, kept in {@code samples.csv} and told in {@code results.md} after each
 * run: a measurement that is stopped leaves what it has, and a further one adds to it.
 */
final class Samples {
  /** Ansible is compared with the others, not the others with it. */
  private static final List<String> BASES =
      List.of("provision", "script", "java", "ssh", "podman", "docker");

  private final Path lines;
  private final Path tables;
  private final List<Sample> all = new ArrayList<>();

  Samples(Path folder) {
    lines = folder.resolve("samples.csv");
    tables = folder.resolve("results.md");
    try {
      Files.createDirectories(folder);
      if (Files.exists(lines)) {
        Files.readAllLines(lines).stream().skip(1).map(Sample::parse).forEach(all::add);
      } else {
        Files.writeString(lines, Sample.HEAD + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void add(Sample sample) {
    all.add(sample);
    try {
      Files.writeString(lines, sample.line() + "\n", StandardOpenOption.APPEND);
      Files.writeString(tables, tables());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.println(sample.line());
  }

  String tables() {
    return Medians.tables(all, BASES);
  }
}
