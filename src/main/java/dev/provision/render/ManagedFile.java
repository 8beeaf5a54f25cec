package dev.provision.render;

import dev.provision.profile.Profile;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One line of {@link ManagedFiles}: a template and the files it gives, none or several.
 *
 * @param template path under {@code templates/image}, without {@code .ftl}
 * @param usualPlaces where files of this kind stand even under a profile without them, or on
 *     another podman; none if only a profile with them can tell
 * @param instances one for each file that a profile has of this kind
 */
record ManagedFile(
    String template,
    String mode,
    Syntax syntax,
    Function<Profile, List<String>> usualPlaces,
    BiFunction<Profile, Target, List<Instance>> instances) {

  /**
   * One file to print.
   *
   * @param owner account and group
   * @param view what the template prints
   */
  record Instance(String path, String owner, Object view) {}

  /** A file of root's, readable for all, that every profile has at the template's own place. */
  static ManagedFile file(String path, Syntax syntax, BiFunction<Profile, Target, Object> view) {
    return new ManagedFile(
        path,
        "0644",
        syntax,
        profile -> List.of(path),
        (profile, target) -> List.of(new Instance(path, "root", view.apply(profile, target))));
  }

  /** The same, printing nothing but the profile. */
  static ManagedFile file(String path, Syntax syntax) {
    return file(path, syntax, (profile, target) -> profile);
  }

  /** Several files of one template. */
  static <V> ManagedFile each(
      String template, Syntax syntax, Function<Profile, List<V>> views, Function<V, String> path) {
    return each(template, syntax, (profile, target) -> views.apply(profile), path);
  }

  /** Several files of one template, as many as this podman has use for. */
  static <V> ManagedFile each(
      String template,
      Syntax syntax,
      BiFunction<Profile, Target, List<V>> views,
      Function<V, String> path) {
    return new ManagedFile(
        template,
        "0644",
        syntax,
        profile -> List.of(),
        (profile, target) ->
            views.apply(profile, target).stream()
                .map(view -> new Instance(path.apply(view), "root", view))
                .toList());
  }

  /** With another mode. */
  ManagedFile mode(String mode) {
    return new ManagedFile(template, mode, syntax, usualPlaces, instances);
  }

  /** At a place that follows from any profile. */
  ManagedFile at(Function<Profile, String> path) {
    return moved(path, profile -> List.of(path.apply(profile)));
  }

  /** With places that a profile names and that are left empty on some podmans. */
  ManagedFile elsewhere(Function<Profile, List<String>> places) {
    return new ManagedFile(template, mode, syntax, places, instances);
  }

  /** At a place that only a profile with this file names; others keep the template's own empty. */
  ManagedFile named(Function<Profile, String> path) {
    return moved(path, usualPlaces);
  }

  /** With an owner that the profile decides. */
  ManagedFile owned(Function<Profile, String> owner) {
    return mapped(
        usualPlaces, (profile, old) -> new Instance(old.path(), owner.apply(profile), old.view()));
  }

  /** Only for some profiles. */
  ManagedFile when(Predicate<Profile> condition) {
    return when((profile, target) -> condition.test(profile));
  }

  /** Only for some profiles on some podmans. */
  ManagedFile when(BiPredicate<Profile, Target> condition) {
    return new ManagedFile(
        template,
        mode,
        syntax,
        usualPlaces,
        (profile, target) ->
            condition.test(profile, target) ? instances.apply(profile, target) : List.of());
  }

  private ManagedFile moved(
      Function<Profile, String> path, Function<Profile, List<String>> usualPlaces) {
    return mapped(
        usualPlaces, (profile, old) -> new Instance(path.apply(profile), old.owner(), old.view()));
  }

  private ManagedFile mapped(
      Function<Profile, List<String>> usualPlaces, BiFunction<Profile, Instance, Instance> change) {
    return new ManagedFile(
        template,
        mode,
        syntax,
        usualPlaces,
        (profile, target) ->
            instances.apply(profile, target).stream()
                .map(instance -> change.apply(profile, instance))
                .toList());
  }
}
