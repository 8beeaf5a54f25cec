package dev.provision.render;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.InvalidProfileException;
import dev.provision.profile.Profile;
import dev.provision.profile.Registries;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A profile to files. A pure function: no clock, no host, no version of our own in the text. */
public final class Renderer {
  private static final String REGISTRIES_CONF = "/etc/containers/registries.conf";

  private Renderer() {}

  /**
   * All managed files.
   *
   * @param podman the version on the host; empty while it is not installed, which gives what every
   *     podman from 3.4 on takes
   * @throws InvalidProfileException when this podman is too old for something that must not be
   *     dropped, or when a value cannot be carried by the file it is for
   */
  public static Rendering render(Profile profile, Optional<PodmanVersion> podman) {
    return render(profile, new Target(profile.name(), podman));
  }

  private static Rendering render(Profile profile, Target target) {
    PlainValues.check(profile, target);
    target.throwIfRefused();
    var instances = new ArrayList<Printable>();
    for (ManagedFile file : ManagedFiles.ALL) {
      file.instances().apply(profile, target).forEach(it -> instances.add(new Printable(file, it)));
    }
    target.throwIfRefused();
    List<RenderedFile> files =
        instances.stream()
            .map(printable -> printable.print(profile))
            .sorted(Comparator.comparing(RenderedFile::path))
            .toList();
    return new Rendering(files, target.omissions());
  }

  /**
   * The versions of podman from which on the files may be others than those for the version before;
   * the first is older than any.
   */
  public static SortedSet<PodmanVersion> boundaries(Profile profile) {
    var known = new TreeSet<PodmanVersion>();
    var open = new ArrayDeque<>(List.of(new PodmanVersion(0, 0, 0)));
    while (!open.isEmpty()) {
      PodmanVersion version = open.remove();
      if (known.add(version)) {
        open.addAll(asked(profile, version));
      }
    }
    return known;
  }

  private static Set<PodmanVersion> asked(Profile profile, PodmanVersion version) {
    var target = new Target(profile.name(), Optional.of(version));
    try {
      render(profile, target);
    } catch (InvalidProfileException e) {
      // Of a podman that is too old: why is told where something is rendered for it.
      return target.asked();
    }
    return target.asked();
  }

  /** The registries.conf of a profile, with other registries in it. */
  public static String registriesConf(Profile profile, Registries registries) {
    var other =
        new Profile(
            profile.name(),
            profile.description(),
            profile.agent(),
            profile.packages(),
            registries,
            profile.policy(),
            profile.containers(),
            profile.storage(),
            profile.images(),
            profile.docker(),
            profile.socket(),
            profile.kernel(),
            profile.quadlets(),
            profile.userUnits(),
            profile.verify(),
            profile.drift());
    return render(other, Optional.empty()).file(REGISTRIES_CONF).orElseThrow().content();
  }

  /**
   * Places that this profile leaves empty and another may have filled: a sudoers rule must not
   * outlive the profile that gave it.
   */
  public static List<String> unwanted(Profile profile, Rendering rendering) {
    return ManagedFiles.ALL.stream()
        .flatMap(file -> file.usualPlaces().apply(profile).stream())
        .filter(path -> rendering.file(path).isEmpty())
        .distinct()
        .toList();
  }

  private record Printable(ManagedFile file, ManagedFile.Instance instance) {
    RenderedFile print(Profile profile) {
      Object view = instance.view();
      String text =
          Templates.IMAGE.print(file.template(), Map.of("profile", profile, "file", view));
      if (view instanceof Meaning meaning) {
        ParsedBack.check(instance.path(), file.syntax(), text, meaning.tree());
      }
      String owner = instance.owner();
      return new RenderedFile(instance.path(), file.mode(), owner, owner, text, file.syntax());
    }
  }
}
