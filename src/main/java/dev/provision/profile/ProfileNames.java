package dev.provision.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** From the name or path of a profile to its source. */
final class ProfileNames {
  /** The profiles that are part of the tool; a test compares them with the folder. */
  static final List<String> SHIPPED = List.of("ado-runner", "ado-runner-strict", "everything");

  private static final String SUFFIX = ".toml";
  private static final String FOLDER = "profiles";

  private final Path workingDirectory;

  ProfileNames(Path workingDirectory) {
    this.workingDirectory = workingDirectory;
  }

  /** The source of what {@code --profile} names. */
  Optional<ProfileSource> find(String nameOrPath, List<Problem> problems) {
    return isPath(nameOrPath)
        ? path(nameOrPath, problems)
        : named(nameOrPath, "--profile " + Quoted.key(nameOrPath), problems);
  }

  /** The source of what {@code extends} of {@code child} names; paths are relative to the child. */
  Optional<ProfileSource> parent(String nameOrPath, ProfileSource child, List<Problem> problems) {
    String place = child.place(KeyPath.of("extends"));
    if (!isPath(nameOrPath)) {
      return named(nameOrPath, place, problems);
    }
    if (ProfileSource.isPath(nameOrPath)) {
      return Optional.of(child.relative(nameOrPath));
    }
    problems.add(new Problem(place, Quoted.value(nameOrPath) + " is not a path", "correct it"));
    return Optional.empty();
  }

  /** The name of the profile in a source: the file name without {@code .toml}. */
  static String nameOf(ProfileSource source) {
    String file = source.display().replaceFirst(".*/", "");
    return file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
  }

  private static boolean isPath(String nameOrPath) {
    return nameOrPath.contains("/") || nameOrPath.endsWith(SUFFIX);
  }

  private Optional<ProfileSource> path(String path, List<Problem> problems) {
    if (ProfileSource.isPath(path)) {
      return Optional.of(new ProfileSource.InFile(workingDirectory.resolve(path), path));
    }
    problems.add(
        new Problem("--profile " + Quoted.value(path), "is not a path", "correct the path"));
    return Optional.empty();
  }

  private Optional<ProfileSource> named(String name, String place, List<Problem> problems) {
    if (name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      Path file = workingDirectory.resolve(FOLDER).resolve(name + SUFFIX);
      if (Files.exists(file)) {
        return Optional.of(new ProfileSource.InFile(file, FOLDER + "/" + name + SUFFIX));
      }
      if (SHIPPED.contains(name)) {
        return Optional.of(new ProfileSource.Shipped(FOLDER + "/" + name + SUFFIX));
      }
    }
    problems.add(
        new Problem(
            place,
            "no profile of the name " + Quoted.value(name),
            Nearest.remedy(name, known()) + "; a file needs its path, ./x.toml"));
    return Optional.empty();
  }

  private TreeSet<String> known() {
    var names = new TreeSet<>(SHIPPED);
    Path folder = workingDirectory.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return names;
    }
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(SUFFIX))
          .forEach(file -> names.add(file.substring(0, file.length() - SUFFIX.length())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }
}
