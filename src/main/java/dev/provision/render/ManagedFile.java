package dev.provision.render;

import dev.provision.profile.Profile;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One line of {@link ManagedFiles}: a template and the files it gives, none or several.
 *
 * @param template path under {@code templates/image}, without {@code .ftl}
 * @param instances one for each file that a profile has of this kind
 */
record ManagedFile(
    String template,
    String mode,
    Syntax syntax,
    BiFunction<Profile, Target, List<Instance>> instances) {

  /**
   * One file to print.
   *
   * @param owner account and group
   * @param view what the template prints
   */
  record Instance(String path, String owner, Object view) {}

  /** A file that every profile has, at the template's own place. */
  static ManagedFile file(
      String path, String mode, Syntax syntax, BiFunction<Profile, Target, Object> view) {
    return new ManagedFile(
        path,
        mode,
        syntax,
        (profile, target) -> List.of(new Instance(path, "root", view.apply(profile, target))));
  }

  /** A file whose template prints only the profile. */
  static ManagedFile file(String path, String mode, Syntax syntax) {
    return file(path, mode, syntax, (profile, target) -> profile);
  }

  /** Whether the template's own place is the file's: not in a home, not one file of many. */
  boolean atFixedPlace() {
    return !template.startsWith("/home/") && !template.contains("/repository.");
  }

  /** Several files of one template. */
  static <V> ManagedFile each(
      String template,
      String mode,
      Syntax syntax,
      Function<Profile, List<V>> views,
      Function<V, String> path) {
    return new ManagedFile(
        template,
        mode,
        syntax,
        (profile, target) ->
            views.apply(profile).stream()
                .map(view -> new Instance(path.apply(view), "root", view))
                .toList());
  }

  /** The same, at a place that the profile decides. */
  ManagedFile at(Function<Profile, String> path) {
    return mapped((profile, old) -> new Instance(path.apply(profile), old.owner(), old.view()));
  }

  /** The same, with an owner that the profile decides. */
  ManagedFile owned(Function<Profile, String> owner) {
    return mapped((profile, old) -> new Instance(old.path(), owner.apply(profile), old.view()));
  }

  /** The same, only where the condition holds. */
  ManagedFile when(BiFunction<Profile, Target, Boolean> condition) {
    return new ManagedFile(
        template,
        mode,
        syntax,
        (profile, target) ->
            condition.apply(profile, target) ? instances.apply(profile, target) : List.of());
  }

  private ManagedFile mapped(BiFunction<Profile, Instance, Instance> change) {
    return new ManagedFile(
        template,
        mode,
        syntax,
        (profile, target) ->
            instances.apply(profile, target).stream()
                .map(instance -> change.apply(profile, instance))
                .toList());
  }
}
