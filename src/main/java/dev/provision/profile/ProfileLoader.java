package dev.provision.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads profiles by name or path, with {@code extends} and overrides. */
public final class ProfileLoader {
  private static final RecordShape SHAPE = RecordShape.of(Profile.class);

  private ProfileLoader() {}

  /**
   * Loads one profile.
   *
   * @param nameOrPath {@code ado-runner}, looked up in {@code profiles/} of the working directory
   *     and then among the shipped ones, or a path such as {@code ./x.toml}
   * @param overrides {@code key.path=value}, in order
   * @throws InvalidProfileException with every problem, when it is unsound
   */
  public static Profile load(String nameOrPath, List<String> overrides) {
    return load(Path.of(""), nameOrPath, overrides);
  }

  /**
   * {@link #load(String, List)} as if in another directory.
   *
   * @throws InvalidProfileException with every problem, when it is unsound
   */
  public static Profile load(Path workingDirectory, String nameOrPath, List<String> overrides) {
    var problems = new ArrayList<Problem>();
    var names = new ProfileNames(workingDirectory);
    ProfileSource source =
        names.find(nameOrPath, problems).orElseThrow(() -> new InvalidProfileException(problems));
    var origins = new Origins(source);
    var layers = new Layers(origins);
    for (Ancestry.Member member : Ancestry.of(source, names, problems)) {
      layers.add(member.tree(), member.source());
    }
    refuse(problems);
    for (String override : overrides) {
      set(override, layers, workingDirectory, problems);
    }
    refuse(problems);
    return bind(ProfileNames.nameOf(source), layers.tree(), origins);
  }

  /**
   * The file that is read for what {@code --profile} says; empty for a profile of the tool's own.
   *
   * @throws InvalidProfileException when there is no such profile
   */
  public static Optional<Path> file(Path workingDirectory, String nameOrPath) {
    var problems = new ArrayList<Problem>();
    ProfileSource source =
        new ProfileNames(workingDirectory)
            .find(nameOrPath, problems)
            .orElseThrow(() -> new InvalidProfileException(problems));
    return source instanceof ProfileSource.InFile file
        ? Optional.of(file.file().toAbsolutePath().normalize())
        : Optional.empty();
  }

  /**
   * Reads {@link Profile#canonical()} back, as strictly as a file.
   *
   * @param place where the text comes from, for messages
   * @param tolerate {@code drift.tolerate}, which is no part of it
   * @throws InvalidProfileException with every problem, when it is unsound
   */
  public static Profile ofCanonical(String place, String name, String json, List<String> tolerate) {
    var origins = new Origins(new ProfileSource.Text(place));
    try {
      if (new JsonMapper().readTree(json) instanceof ObjectNode tree) {
        ArrayNode tolerated = tree.withObject("/drift").putArray("tolerate");
        tolerate.forEach(tolerated::add);
        return bind(name, tree, origins);
      }
    } catch (JsonProcessingException e) {
      // Told below.
    }
    throw new InvalidProfileException(
        List.of(new Problem(place, "holds no profile", "apply one, which writes it anew")));
  }

  /** The profile of a merged tree. */
  static Profile bind(String name, ObjectNode tree, Origins origins) {
    var problems = new Problems(origins);
    var binding = new Binding(problems, origins, Map.of("name", name));
    Profile profile = (Profile) SHAPE.bind(tree, KeyPath.ROOT, binding);
    Rules.check(profile, problems);
    refuse(problems.found());
    return profile;
  }

  private static void set(
      String override, Layers layers, Path workingDirectory, List<Problem> problems) {
    try {
      Setting setting = Setting.parse(override);
      setting.check(layers.tree());
      layers.set(setting, new ProfileSource.Setting(setting.path(), workingDirectory));
    } catch (Setting.Unsound e) {
      problems.add(e.problem());
    }
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new InvalidProfileException(problems);
    }
  }
}
