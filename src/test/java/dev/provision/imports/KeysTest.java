package dev.provision.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.profile.ProfileKeys;
import dev.provision.profile.ProfileKeys.Entry;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No key of a profile is forgotten. */
class KeysTest {
  private static final List<String> READ =
      Section.ALL.stream().flatMap(section -> section.keys().stream()).toList();

  @Test
  void everyKeyIsReadOrHasAReason() {
    Set<String> known = ProfileKeys.all().stream().map(Entry::path).collect(Collectors.toSet());
    assertThat(READ).doesNotHaveDuplicates().isSubsetOf(known);
    assertThat(Untold.REASONS.keySet()).doesNotContainAnyElementsOf(READ).isSubsetOf(known);
    assertThat(Untold.REASONS.values()).allSatisfy(reason -> assertThat(reason).isNotBlank());
    assertThat(known)
        .allSatisfy(
            key ->
                assertThat(READ.contains(key) || Untold.REASONS.containsKey(key) || isSection(key))
                    .as(key + ": read it, or say in Untold why no host tells it")
                    .isTrue());
  }

  /** A table that has nothing but keys of its own. */
  private static boolean isSection(String key) {
    return ProfileKeys.all().stream()
            .anyMatch(it -> it.path().equals(key) && it.type().equals("a table"))
        && ProfileKeys.all().stream().anyMatch(it -> it.path().startsWith(key + "."));
  }
}
