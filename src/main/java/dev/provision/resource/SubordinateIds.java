package dev.provision.resource;

import dev.provision.plan.Call;
import dev.provision.plan.Change;
import dev.provision.plan.Change.Kind;
import dev.provision.plan.Conflict;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.plan.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Ranges in /etc/subuid and /etc/subgid that nobody else has. A range that the account has already
 * stays where it is: containers' files carry its ids; subuid(5).
 *
 * @param count ids that the account needs in each file
 */
public record SubordinateIds(String user, int uid, int count) implements Resource {
  private static final Fragment FRAGMENT = new Fragment("resource/account");
  private static final Fact FACT = Fact.asRoot(FRAGMENT, "observe_subordinate_ids");

  /** SUB_UID_MIN of login.defs(5). */
  private static final long FIRST = 100_000;

  /** Ids are 32 bits wide and the last is reserved. */
  private static final long LAST = 0xFFFF_FFFEL;

  private record Range(String owner, long first, long length) {
    long end() {
      return first + length;
    }

    boolean overlaps(Range other) {
      return first < other.end() && other.first < end();
    }
  }

  @Override
  public String id() {
    return "subordinate-ids:" + user;
  }

  @Override
  public List<Fact> facts() {
    return List.of(FACT);
  }

  @Override
  public Optional<Change> change(Observation host) {
    String text = host.answer(FACT).text();
    var steps = new ArrayList<Step>();
    var added = new ArrayList<String>();
    for (String kind : List.of("uid", "gid")) {
      List<Range> ranges = ranges(text, kind);
      if (ranges.stream().anyMatch(this::suffices)) {
        continue;
      }
      long first = firstFree(ranges);
      long last = first + count - 1;
      added.add("sub" + kind + " " + first + "-" + last);
      steps.add(
          new Step(
              "add sub" + kind + "s " + first + "-" + last + " for " + user,
              new Call(
                  FRAGMENT,
                  "add_subordinate_ids",
                  List.of(user, kind, String.valueOf(first), String.valueOf(last)))));
    }
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Change.of(id(), Kind.CREATE, String.join(", ", added), steps.toArray(Step[]::new)));
  }

  @Override
  public Optional<Conflict> conflict(Observation host) {
    String text = host.answer(FACT).text();
    for (String kind : List.of("uid", "gid")) {
      List<Range> ranges = ranges(text, kind);
      for (Range range : ranges) {
        for (Range other : ranges) {
          if (own(range) && !own(other) && other.overlaps(range)) {
            return Optional.of(
                new Conflict(
                    id(),
                    "/etc/sub%s gives ids from %d to both %s and %s"
                        .formatted(
                            kind, Math.max(range.first(), other.first()), user, other.owner()),
                    "containers of one could read files of the other: take one of the ranges away"
                        + " with usermod --del-sub"
                        + kind
                        + "s"));
          }
        }
      }
    }
    return Optional.empty();
  }

  private boolean own(Range range) {
    return range.owner().equals(user) || range.owner().equals(String.valueOf(uid));
  }

  private boolean suffices(Range range) {
    return own(range) && range.length() >= count;
  }

  private long firstFree(List<Range> ranges) {
    long candidate = FIRST;
    for (Range range : ranges.stream().sorted(Comparator.comparingLong(Range::first)).toList()) {
      if (new Range(user, candidate, count).overlaps(range)) {
        candidate = range.end();
      }
    }
    if (candidate + count > LAST) {
      throw new IllegalStateException("no free range of " + count + " subordinate ids");
    }
    return candidate;
  }

  /** Lines are {@code uid:NAME:FIRST:COUNT}; what does not read so is left to its owner. */
  private static List<Range> ranges(String text, String kind) {
    return text.lines()
        .map(line -> line.split(":", -1))
        .filter(f -> f.length == 4 && f[0].equals(kind) && number(f[2]) && number(f[3]))
        .map(f -> new Range(f[1], Long.parseLong(f[2]), Long.parseLong(f[3])))
        .toList();
  }

  private static boolean number(String text) {
    return text.matches("\\d{1,10}");
  }
}
