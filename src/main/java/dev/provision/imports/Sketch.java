package dev.provision.imports;

import dev.provision.containers.NamedText;
import dev.provision.profile.Draft;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The profile in the making, and what is to be said of the host. */
final class Sketch {
  private final Draft draft = new Draft();
  private final Set<Remark> remarks = new LinkedHashSet<>();

  Draft draft() {
    return draft;
  }

  List<Remark> remarks() {
    return new ArrayList<>(remarks);
  }

  void put(String key, Object value) {
    draft.put(key, value);
  }

  /** Where a value comes from, and what becomes of that. */
  void note(String key, String text) {
    draft.comment(key, text);
  }

  /** What does not work there, or cannot be said here. */
  void fault(String key, String place, String message, String remedy) {
    var remark = new Remark(key, place, message, remedy);
    if (remarks.add(remark)) {
      draft.comment(key, remark.toString());
    }
  }

  /** The text of a file; told at the key when there is none to be had. */
  Optional<NamedText> text(FoundFile file, String key) {
    file.hindrance()
        .ifPresent(
            why ->
                fault(
                    key, file.path(), why, "nothing of it was taken; say here what it should say"));
    return file.text().map(it -> new NamedText(file.path(), it));
  }
}
