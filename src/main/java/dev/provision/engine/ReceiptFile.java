package dev.provision.engine;

import dev.provision.Remembered;
import dev.provision.plan.Change;
import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.resource.HostFile;
import dev.provision.resource.Resource;
import java.util.List;
import java.util.Optional;

/** The receipt as one of the managed things: written last, when all it tells of is true. */
record ReceiptFile(Receipt receipt) implements Resource {
  /** Asked for several times of a host, and the hosts of an image have the same one. */
  private static final Remembered<String, Optional<Receipt>> READ = new Remembered<>(8);

  /** What is asked to read a host's receipt. */
  static Fact fact() {
    return HostFile.fact(Receipt.PATH);
  }

  /** The receipt of a host; empty when it has none that can be read. */
  static Optional<Receipt> read(Observation host) {
    return HostFile.text(host.answer(fact())).flatMap(text -> READ.of(text, Receipt::parse));
  }

  @Override
  public String id() {
    return "receipt:" + Receipt.PATH;
  }

  @Override
  public List<Fact> facts() {
    return List.of(fact());
  }

  @Override
  public Optional<Change> change(Observation host) {
    Receipt same = read(host).filter(receipt::sameAs).orElse(receipt);
    return file(same)
        .change(host)
        .map(
            change ->
                new Change(
                    id(),
                    change.kind(),
                    read(host).map(this::difference).orElse("profile " + receipt.profile()),
                    Optional.empty(),
                    change.steps(),
                    change.activate()));
  }

  /** Whether the host's receipt differs in nothing but what is tolerated. */
  boolean tellsOfTheSameState(Observation host) {
    return read(host).filter(receipt::sameState).isPresent();
  }

  private String difference(Receipt old) {
    if (receipt.sameState(old)) {
      return "what drift tolerates";
    }
    return old.digest().equals(receipt.digest())
        ? "content"
        : "made from %s, %.12s -> %s, %.12s"
            .formatted(old.profile(), old.digest(), receipt.profile(), receipt.digest());
  }

  private static HostFile file(Receipt receipt) {
    return new HostFile(
        Receipt.PATH, "0644", "root", "root", receipt.text(), Optional.empty(), List.of());
  }
}
