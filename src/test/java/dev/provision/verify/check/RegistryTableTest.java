package dev.provision.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.profile.Registries;
import dev.provision.profile.Registries.Mirror;
import dev.provision.profile.Registries.PullFromMirror;
import dev.provision.profile.Registries.Redirect;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RegistryTableTest {

  @Test
  void slashesAreStripped() {
    var table = table(List.of(redirect("docker.io/", "acr.example.com/docker/")), List.of());
    assertThat(table).containsExactly(Map.entry("docker.io", "acr.example.com/docker"));
  }

  @Test
  void anInsecureRegistryIsSoAsSomebodysLocation() {
    var mirror = new Mirror("plain:5000/m", false, PullFromMirror.TAG_ONLY);
    assertThat(
            table(
                List.of(
                    redirect("docker.io", "plain:5000/docker", mirror),
                    redirect("quay.io", "plain:50001/quay")),
                List.of("plain:5000")))
        .containsExactly(
            Map.entry(
                "docker.io", "plain:5000/docker insecure, mirror plain:5000/m insecure tag-only"),
            Map.entry("plain:5000", "plain:5000 insecure"),
            Map.entry("quay.io", "plain:50001/quay"));
  }

  @Test
  void wildcardsKeepTheirPlace() {
    assertThat(table(List.of(redirect("*.example.com", "")), List.of()))
        .containsExactly(Map.entry("*.example.com", "its own place"));
  }

  @Test
  void mirrorsForDigestsOnly() {
    var mirror = new Mirror("mirror.example.com", false, PullFromMirror.ALL);
    var redirect = new Redirect("quay.io", "acr.example.com/quay", false, true, List.of(mirror));
    assertThat(table(List.of(redirect), List.of()))
        .containsExactly(
            Map.entry(
                "quay.io",
                "acr.example.com/quay mirror-by-digest-only, mirror mirror.example.com"));
  }

  private static Redirect redirect(String prefix, String location, Mirror... mirrors) {
    return new Redirect(prefix, location, false, false, List.of(mirrors));
  }

  private static Map<String, String> table(List<Redirect> redirects, List<String> insecure) {
    var table = new TreeMap<String, String>();
    RegistryTable.of(
            new Registries(
                List.of(),
                Registries.ShortNameMode.PERMISSIVE,
                Map.of(),
                redirects,
                List.of(),
                insecure))
        .forEach((prefix, entry) -> table.put(prefix, entry.toString()));
    return table;
  }
}
