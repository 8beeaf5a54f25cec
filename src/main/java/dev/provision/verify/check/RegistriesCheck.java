package dev.provision.verify.check;

import dev.provision.plan.Observation;
import dev.provision.profile.Profile;
import dev.provision.profile.Registries;
import dev.provision.verify.Check;
import dev.provision.verify.Findings;
import dev.provision.verify.answer.Json;
import dev.provision.verify.answer.RegistryEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where images really come from: the table that podman made of every registries.conf, drop-in and
 * file of the agent. One more entry, or one file in the agent's home, and pulls go past the private
 * registry. containers-registries.conf(5).
 */
final class RegistriesCheck extends PodmanInfoCheck {
  private static final String REMEDY =
      "look for other files: ~/.config/containers of the agent, /etc/containers/registries.conf.d";
  private static final String NONE = "no entry";

  private final List<String> search;
  private final Map<String, RegistryEntry> expected;

  private RegistriesCheck(Registries registries) {
    this.search = registries.unqualifiedSearch().stream().map(RegistryTable::plain).toList();
    this.expected = RegistryTable.of(registries);
  }

  static Optional<Check> of(Profile profile) {
    return Optional.of(new RegistriesCheck(profile.registries()));
  }

  @Override
  public String id() {
    return "podman.registries";
  }

  @Override
  public String why() {
    return "a pull goes where this table says, whatever the profile says";
  }

  @Override
  void judge(Json info, Observation host, Findings findings) {
    Optional<Map<String, RegistryEntry>> table = RegistryEntry.table(info);
    if (table.isEmpty()) {
      findings.unknown("registries", "a table", "the answer does not say", REMEDY);
      return;
    }
    // podman leaves an empty list out.
    boolean absent = info.at("/registries/search").isMissingNode();
    findings.equal(
        "registries.search",
        search.toString(),
        absent ? Optional.of("[]") : info.texts("/registries/search").map(List::toString),
        REMEDY);
    var prefixes = new TreeSet<>(expected.keySet());
    prefixes.addAll(table.get().keySet());
    for (String prefix : prefixes) {
      findings.equal(
          "registries." + prefix,
          text(expected.get(prefix)),
          Optional.of(text(table.get().get(prefix))),
          REMEDY);
    }
  }

  private static String text(RegistryEntry entry) {
    return entry == null ? NONE : entry.toString();
  }
}
