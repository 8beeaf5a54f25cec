package dev.provision.engine;

import dev.provision.plan.Change;
import dev.provision.plan.Change.Kind;
import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import dev.provision.profile.Quadlet;
import dev.provision.render.UnitFile;
import dev.provision.resource.OwnUnit;
import dev.provision.resource.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Units of the account whose files the receipt names and the profile no longer has, or has
 * elsewhere since podman is another: stopped and disabled while their files are there.
 *
 * @param current paths of the profile's files
 * @param agent whose units they are where the receipt does not tell
 */
record FormerUnits(Set<String> current, Agent agent) implements Resource {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*\\.[a-z]+");

  @Override
  public String id() {
    return "former-units";
  }

  @Override
  public List<Fact> facts() {
    return List.of(ReceiptFile.fact());
  }

  @Override
  public Optional<Change> change(Observation host) {
    Optional<Receipt> receipt = ReceiptFile.read(host);
    List<String> units =
        receipt.map(it -> it.files().keySet()).orElse(Set.of()).stream()
            .filter(path -> !current.contains(path))
            .flatMap(path -> unit(path).stream())
            .distinct()
            .sorted()
            .toList();
    if (units.isEmpty()) {
      return Optional.empty();
    }
    Agent owner = receipt.flatMap(Receipt::readable).map(Profile::agent).orElse(agent);
    return Optional.of(
        new Change(
            id(),
            Kind.DELETE,
            units.stream().collect(Collectors.joining(", ", "stop and disable ", "")),
            Optional.empty(),
            units.stream().map(it -> OwnUnit.rest(owner.user(), owner.uid(), it)).toList(),
            List.of(),
            List.of(OwnUnit.reload(owner.user(), owner.uid()))));
  }

  /** The unit that comes from a file; empty for files of other kinds. */
  private static Optional<String> unit(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (!UnitFile.isOne(path) || !NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    return Optional.of(path.contains("/containers/") ? Quadlet.service(name) : name);
  }
}
