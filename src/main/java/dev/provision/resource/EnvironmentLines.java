package dev.provision.resource;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Some variables of /etc/environment, which also holds other people's: their lines stay as they
 * are, byte for byte and in place.
 *
 * @param lines variable to the whole line that sets it
 * @param formerFacts what {@code former} needs to know
 * @param former lines that we put there for an earlier profile
 */
public record EnvironmentLines(
    String path,
    Map<String, String> lines,
    List<Fact> formerFacts,
    Function<Observation, Set<String>> former)
    implements Resource {
  private static final Fragment FRAGMENT = new Fragment("resource/file");

  /** What pam_env takes as an assignment; pam_env.conf(5). */
  private static final Pattern ASSIGNMENT =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=.*");

  public EnvironmentLines {
    lines = Collections.unmodifiableMap(new TreeMap<>(lines));
    formerFacts = List.copyOf(formerFacts);
  }

  @Override
  public String id() {
    return "environment:" + path;
  }

  @Override
  public List<Fact> facts() {
    var facts = new ArrayList<>(formerFacts);
    facts.add(SeenFile.fact(path));
    return facts;
  }

  @Override
  public Optional<Change> change(Observation host) {
    SeenFile seen = SeenFile.parse(host.answer(SeenFile.fact(path)));
    String before = seen.isFile() ? seen.text() : "";
    Set<String> gone = former.apply(host);
    String after = merged(before, gone);
    if (before.equals(after)) {
      return Optional.empty();
    }
    // A file that others own too keeps its access; pam_env reads it as root.
    List<String> access =
        seen.isFile()
            ? List.of(path, seen.mode(), seen.owner(), seen.group())
            : List.of(path, "0644", "root", "root");
    return Optional.of(
        new Change(
            id(),
            seen.absent() ? Kind.CREATE : Kind.UPDATE,
            lines.isEmpty() ? "former variables" : "variables " + String.join(", ", lines.keySet()),
            UnifiedDiff.of(path, before, after),
            List.of(
                new Step(
                    "write " + path,
                    new Call(FRAGMENT, "rewrite_file", access),
                    Optional.of(new Content(after)))),
            List.of()));
  }

  /** What could not be written back as it was. */
  @Override
  public Optional<Conflict> conflict(Observation host) {
    SeenFile seen = SeenFile.parse(host.answer(SeenFile.fact(path)));
    if (seen.absent() || seen.isFile() && seen.isWholeText()) {
      return Optional.empty();
    }
    return Optional.of(
        new Conflict(
            id(),
            seen.isFile() ? "is not UTF-8, or longer than 1 MiB" : "is a " + seen.type(),
            "make it a text file"));
  }

  /** The last assignment wins in pam_env, so a variable is set in its last place and only there. */
  private String merged(String before, Set<String> gone) {
    var result = new ArrayList<String>();
    var missing = new TreeMap<>(lines);
    List<String> present = before.isEmpty() ? List.of() : List.of(before.split("\n"));
    for (int i = present.size() - 1; i >= 0; i--) {
      Matcher matcher = ASSIGNMENT.matcher(present.get(i));
      String name = matcher.matches() ? matcher.group(1) : "";
      if (!lines.containsKey(name) && gone.contains(present.get(i))) {
        continue;
      }
      if (!lines.containsKey(name)) {
        result.add(present.get(i));
      } else if (missing.remove(name) != null) {
        result.add(lines.get(name));
      }
    }
    Collections.reverse(result);
    result.addAll(missing.values());
    String merged = String.join("\n", result) + (result.isEmpty() ? "" : "\n");
    // Only a missing line end at the end is no reason to rewrite somebody's file.
    return merged.equals(before + "\n") ? before : merged;
  }
}
