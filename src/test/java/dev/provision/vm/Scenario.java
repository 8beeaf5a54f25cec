package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An apply that is hit, and the two states that it leads from and to.
 *
 * @param snapshot it begins with
 * @param steps that it takes
 */
record Scenario(
    String title, String snapshot, String profile, int steps, HostFiles before, HostFiles after) {

  Scenario {
    assertThat(steps).isPositive();
    assertThat(after.digests()).isNotEqualTo(before.digests());
    assertThat(after.managed()).hasSizeGreaterThan(10);
  }

  /** Each managed file is old or new, and none in between. */
  void assertFilesWhole(Lab lab) {
    Map<String, String> now = HostFiles.digests(lab, managed());
    for (String path : managed()) {
      assertThat(now.get(path))
          .as(path)
          .isIn(before.digests().get(path), after.digests().get(path));
    }
  }

  /** Whether the host is new; it must be old else. */
  boolean isNew(Lab lab) {
    Map<String, String> now = HostFiles.digests(lab, managed());
    if (now.equals(managed(after))) {
      return true;
    }
    assertThat(now).isEqualTo(managed(before));
    if (!HostFiles.fingerprint(lab).equals(before.fingerprint())) {
      HostFiles there = HostFiles.of(lab);
      assertThat(there.digests()).isEqualTo(before.digests());
      assertThat(there.listing()).isEqualTo(before.listing());
      assertThat(there.fingerprint()).isEqualTo(before.fingerprint());
    }
    return false;
  }

  private Set<String> managed() {
    var paths = new TreeSet<>(before.managed());
    paths.addAll(after.managed());
    return paths;
  }

  private Map<String, String> managed(HostFiles files) {
    var digests = new TreeMap<>(files.digests());
    digests.keySet().retainAll(managed());
    return digests;
  }
}
