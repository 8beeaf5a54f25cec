package dev.provision.resource;

import dev.provision.plan.Answer;
import dev.provision.plan.Call;
import dev.provision.plan.Change;
import dev.provision.plan.Change.Kind;
import dev.provision.plan.Conflict;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.plan.Step;
import dev.provision.plan.Step.Content;
import dev.provision.plan.UnifiedDiff;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file with the whole of its content.
 *
 * @param mode four octal digits
 * @param check function of {@code resource/check} that reads the staged content before any file is
 *     moved, or empty
 * @param activate steps that bring a new content into effect
 */
public record HostFile(
    String path,
    String mode,
    String owner,
    String group,
    String content,
    Optional<String> check,
    List<Step> activate)
    implements Resource {
  private static final Fragment FRAGMENT = new Fragment("resource/file");
  private static final Fragment CHECK = new Fragment("resource/check");

  public HostFile {
    activate = List.copyOf(activate);
  }

  /** What is asked to read a file. */
  public static Fact fact(String path) {
    return SeenFile.fact(path);
  }

  /** The content in the answer to {@link #fact}; empty when there is no file. */
  public static Optional<String> text(Answer answer) {
    return Optional.of(SeenFile.parse(answer)).filter(SeenFile::isFile).map(SeenFile::text);
  }

  @Override
  public String id() {
    return "file:" + path;
  }

  @Override
  public List<Fact> facts() {
    return List.of(SeenFile.fact(path));
  }

  @Override
  public Optional<Change> change(Observation host) {
    SeenFile seen = SeenFile.parse(host.answer(SeenFile.fact(path)));
    String access = seen.absent() ? "" : seen.accessDifference(mode, owner, group);
    boolean same =
        seen.isFile()
            && Arrays.equals(seen.content(), content.getBytes(StandardCharsets.UTF_8))
            && access.isEmpty();
    if (same) {
      return Optional.empty();
    }
    return Optional.of(
        new Change(
            id(),
            seen.absent() ? Kind.CREATE : Kind.UPDATE,
            summary(seen, access),
            UnifiedDiff.of(path, seen.isFile() ? seen.text() : "", content),
            steps(),
            activate));
  }

  /** A program, say a real docker, is more than a file that somebody wrote by hand. */
  @Override
  public Optional<Conflict> conflict(Observation host) {
    SeenFile seen = SeenFile.parse(host.answer(SeenFile.fact(path)));
    boolean program = seen.isFile() && seen.text().indexOf('\0') >= 0;
    if (!program && !seen.isFolder()) {
      return Optional.empty();
    }
    return Optional.of(
        new Conflict(
            id(),
            "is a " + (program ? "program" : "folder") + " where the profile has a text file",
            "remove it from the image, or move it out of the way"));
  }

  private String summary(SeenFile seen, String access) {
    if (seen.absent()) {
      return "mode " + mode + ", owner " + owner + ":" + group;
    }
    if (!seen.isFile()) {
      return "replaces a " + seen.type();
    }
    return access.isEmpty() ? "content" : access;
  }

  /** Checks come before anything is moved: the engine sorts steps named {@code check}. */
  private List<Step> steps() {
    var staged = Optional.of(new Content(content));
    var put =
        new Step(
            "write " + path,
            new Call(FRAGMENT, "put_file", List.of(path, mode, owner, group)),
            staged);
    return check
        .map(
            function ->
                List.of(
                    new Step("check " + path, new Call(CHECK, function, List.of(path)), staged),
                    put))
        .orElseGet(() -> List.of(put));
  }
}
