package dev.provision.profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where a piece of a profile comes from: a file, the class path or the command line. */
interface ProfileSource {
  /** What no two different sources share; finds circles of {@code extends}. */
  String id();

  /** For messages. */
  String display();

  /** The content, and one byte more than {@code limit} at most. */
  byte[] read(int limit) throws IOException;

  /** Whether there is something to read. */
  boolean exists();

  /** A file named relative to this source. */
  ProfileSource relative(String path);

  /** Whether a text can be a path: on one line, and in characters that the system has. */
  static boolean isPath(String text) {
    try {
      return Format.LINE.matches(text) && Path.of(text) != null;
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** How a message names a key here. */
  default String place(KeyPath path) {
    return path == KeyPath.ROOT ? display() : display() + ": " + path;
  }

  /** A file on disk. */
  record InFile(Path file, String display) implements ProfileSource {
    @Override
    public String id() {
      return file.toAbsolutePath().normalize().toString();
    }

    @Override
    public byte[] read(int limit) throws IOException {
      try (InputStream in = Files.newInputStream(file)) {
        return in.readNBytes(limit + 1);
      }
    }

    @Override
    public boolean exists() {
      return Files.isRegularFile(file);
    }

    @Override
    public ProfileSource relative(String path) {
      return new InFile(
          file.resolveSibling(path).normalize(),
          Path.of(display).resolveSibling(path).normalize().toString());
    }
  }

  /** A file that is part of the tool. */
  record Shipped(String path) implements ProfileSource {
    @Override
    public String id() {
      return "classpath:" + path;
    }

    @Override
    public String display() {
      return path;
    }

    @Override
    public byte[] read(int limit) throws IOException {
      try (InputStream in = Shipped.class.getResourceAsStream("/" + path)) {
        if (in == null) {
          throw new NoSuchFileException(path);
        }
        return in.readNBytes(limit + 1);
      }
    }

    @Override
    public boolean exists() {
      return Shipped.class.getResource("/" + path) != null;
    }

    @Override
    public ProfileSource relative(String other) {
      if (Path.of(other).isAbsolute()) {
        return new InFile(Path.of(other), other);
      }
      return new Shipped(Path.of(path).resolveSibling(other).normalize().toString());
    }
  }

  /** A text that somebody else has read; files beside it are nowhere. */
  record Text(String display) implements ProfileSource {
    @Override
    public String id() {
      return display;
    }

    @Override
    public byte[] read(int limit) throws IOException {
      throw new NoSuchFileException(display);
    }

    @Override
    public boolean exists() {
      return true;
    }

    @Override
    public ProfileSource relative(String path) {
      return new Text(display + ": " + path);
    }
  }

  /** A {@code --set} of the command line. */
  record Setting(KeyPath key, Path workingDirectory) implements ProfileSource {
    @Override
    public String id() {
      return display();
    }

    @Override
    public String display() {
      return "--set " + key;
    }

    @Override
    public String place(KeyPath path) {
      return path.text().equals(key.text()) ? display() : display() + ": " + path;
    }

    @Override
    public byte[] read(int limit) throws IOException {
      throw new NoSuchFileException(display());
    }

    @Override
    public boolean exists() {
      return true;
    }

    @Override
    public ProfileSource relative(String path) {
      return new InFile(workingDirectory.resolve(path), path);
    }
  }
}
