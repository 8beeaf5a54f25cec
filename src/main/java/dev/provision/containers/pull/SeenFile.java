package dev.provision.containers.pull;

import dev.provision.containers.NamedText;
import dev.provision.containers.Place;
import dev.provision.containers.UnreadableException;

/** A file on a host that podman would read. */
public record SeenFile(State state, String path, String content) {

  /** What it is. */
  public enum State {
    TEXT,
    /** A link to nothing. */
    DANGLING,
    /** A folder, say. */
    UNREADABLE,
    LARGE
  }

  String folder() {
    return path.substring(0, path.lastIndexOf('/'));
  }

  String baseName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  NamedText text() {
    return switch (state) {
      case TEXT -> new NamedText(path, content);
      case DANGLING -> throw unreadable("a link to nothing");
      case UNREADABLE -> throw unreadable("it cannot be read");
      case LARGE -> throw unreadable("it has more than 256 KiB");
    };
  }

  private UnreadableException unreadable(String why) {
    return new UnreadableException(new Place(path, 1), why);
  }
}
