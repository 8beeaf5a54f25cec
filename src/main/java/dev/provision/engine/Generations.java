package dev.provision.engine;

import dev.provision.plan.Records.Entry;
import dev.provision.profile.Profile;
import dev.provision.transport.Transport;
import dev.provision.transport.UnreachableException;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** The generations that a host keeps. No profile is needed: the host's receipt has it. */
public final class Generations {
  /** Another provision made it, perhaps. */
  private static final Finding UNREADABLE =
      Finding.unknown(
          "receipt",
          Receipt.PATH,
          "tells what the generation was made from",
          "cannot be read by this provision",
          "run provision verify with the profile");

  private final Host host;
  private final Progress progress;

  public Generations(Transport transport, Progress progress) {
    this.host = new Host(transport, "root");
    this.progress = progress;
  }

  /**
   * What a rollback came to.
   *
   * @param generation that is current now; 0 is the host before provision
   * @param undone the generations that are gone, newest first
   * @param profile that generation's, verified; empty for 0
   * @param packagesKept installed by an undone generation, and left
   * @param stays what else was left, and where, in words
   */
  public record RolledBack(
      int generation,
      List<Integer> undone,
      Optional<String> profile,
      List<String> packagesKept,
      List<String> stays,
      List<Finding> findings) {
    public RolledBack {
      undone = List.copyOf(undone);
      packagesKept = List.copyOf(packagesKept);
      stays = List.copyOf(stays);
      findings = List.copyOf(findings);
    }
  }

  /** All of them, oldest first; empty on a host that no apply has changed. */
  public List<Generation> list() {
    progress.phase("observing");
    List<Entry> entries = host.records(Transaction.history());
    ended(entries);
    return entries.stream()
        .filter(entry -> entry.kind().equals("generation"))
        .map(Generation::of)
        .toList();
  }

  /**
   * Takes generations back and verifies what is current then.
   *
   * @param to the generation that shall be current; empty for the one before the current
   * @param checks for a profile
   * @throws NoSuchGenerationException when the host does not keep it
   * @throws BrokenException when an undo failed
   * @throws BusyException when another apply is at work on the host, or somebody uses what would go
   */
  public RolledBack rollBack(OptionalInt to, Function<Profile, List<Check>> checks) {
    progress.phase("going back");
    var ending = new Ending();
    var undone = new ArrayList<Integer>();
    String target = to.isPresent() ? String.valueOf(to.getAsInt()) : "previous";
    for (Entry entry : host.records(Transaction.rollBack(target))) {
      ending.hear(entry, List.of());
      if (entry.kind().equals("undoing")) {
        undone.add(entry.number(0));
      }
    }
    ending
        .missing()
        .ifPresent(
            there -> {
              throw new NoSuchGenerationException(to.orElse(0), there);
            });
    ending.check(Optional.empty());
    int current = list().stream().mapToInt(Generation::number).max().orElse(0);
    Optional<Profile> profile = receipt().flatMap(Receipt::readable);
    return new RolledBack(
        current,
        undone,
        profile.map(Profile::name),
        ending.packagesKept(),
        ending.stays(),
        profile
            .map(it -> verify(it, checks.apply(it)))
            // At 0 nothing of ours is left to be verified.
            .orElseGet(() -> current == 0 ? List.of() : List.of(UNREADABLE)));
  }

  /** What the host says that it is; empty where no apply has been or the text cannot be read. */
  public Optional<Receipt> receipt() {
    return ReceiptFile.read(host.observe(List.of(ReceiptFile.fact())));
  }

  private List<Finding> verify(Profile profile, List<Check> checks) {
    return new Engine(profile, Maker.current(), host.transport(), progress, checks).verify();
  }

  private static void ended(List<Entry> entries) {
    if (entries.stream().noneMatch(entry -> entry.kind().equals("end"))) {
      throw new UnreachableException("the program on the host ended early");
    }
  }
}
