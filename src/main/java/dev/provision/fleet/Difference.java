package dev.provision.fleet;

import dev.provision.Sha256;
import dev.provision.engine.DriftResult;
import dev.provision.plan.Plan;
import dev.provision.verify.Finding;
import dev.provision.verify.Finding.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is other on a host than it should be, without a word about which host: two hosts with the
 * same items have the same difference.
 *
 * @param id the same for the same items
 */
public record Difference(String id, List<Item> items) {
  private static final int ID_LENGTH = 12;

  /** Its beginning; a receipt is a host's word, which may be shorter. */
  private static final String DIGEST = "%.12s";

  /**
   * One thing.
   *
   * @param resource id of a resource or a check
   * @param summary what is other
   * @param remedy what to do
   * @param diff unified, empty when there is none
   */
  public record Item(String resource, String summary, String remedy, String diff) {}

  public Difference {
    items = List.copyOf(items);
  }

  /** With the id that its items make. */
  public static Difference of(List<Item> items) {
    // Lengths keep texts apart that would be one text when joined.
    String all =
        items.stream()
            .flatMap(it -> List.of(it.resource(), it.summary(), it.remedy(), it.diff()).stream())
            .map(text -> text.length() + ":" + text)
            .collect(Collectors.joining());
    return new Difference(Sha256.of(all).substring(0, ID_LENGTH), items);
  }

  /** Everything that counts; without items when the host is in sync. */
  public static Difference of(DriftResult drift) {
    var items = new ArrayList<Item>();
    Plan plan = drift.inspection().plan();
    plan.changes()
        .forEach(
            it ->
                items.add(
                    new Item(
                        it.resource(),
                        it.summary(),
                        "provision apply brings it back",
                        it.diff().orElse(""))));
    plan.conflicts()
        .forEach(it -> items.add(new Item(it.resource(), it.message(), it.remedy(), "")));
    drift.findings().stream()
        .filter(it -> it.status() == Status.FAILED || it.status() == Status.UNKNOWN)
        .forEach(it -> items.add(item(it)));
    drift
        .oldImage()
        .ifPresent(
            image ->
                items.add(
                    new Item(
                        "image",
                        "made from "
                            + image.receipt().profile()
                            + " "
                            + DIGEST.formatted(image.receipt().digest())
                            + " by provision "
                            + image.receipt().maker().version()
                            + image.receipt().maker().build().map(it -> ", build " + it).orElse(""),
                        "build the image anew, or apply the profile",
                        "")));
    return of(items);
  }

  private static Item item(Finding finding) {
    return new Item(
        finding.check(), finding.property() + ": " + finding.actual(), finding.remedy(), "");
  }
}
