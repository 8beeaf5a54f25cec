package dev.provision.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileDigestTest {
  static final List<String> NAMES = ProfileNames.SHIPPED;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "description = \"other words\"",
        "agent.uid = 1001",
        "drift.tolerate = []",
        "[agent]\nuser = \"AzDevOps\"\nhome = \"/home/AzDevOps\"",
        "policy.allow = {containers-storage = [\"\"], docker = [\"docker.io\"]}",
      })
  void whatChangesNothingOnAHostDoesNotCount(String toml) {
    assertThat(Profiles.of(toml).digest()).isEqualTo(Profiles.of("").digest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "agent.uid = 1002",
        "agent.groups = [\"sudo\", \"adm\"]",
        "docker.wrapper = \"\"",
        "containers.retry = 3",
        "containers.extra.engine.num_locks = 1",
        "kernel.sysctl.\"vm.swappiness\" = \"1\"",
      })
  void everythingElseCounts(String toml) {
    assertThat(Profiles.of(toml).digest()).isNotEqualTo(Profiles.of("").digest());
  }

  @Test
  void theTypesOfFurtherKeysCount() {
    assertThat(Profiles.of("containers.extra.engine.x = 1").digest())
        .isNotEqualTo(Profiles.of("containers.extra.engine.x = \"1\"").digest())
        .isNotEqualTo(Profiles.of("containers.extra.engine.x = 1.0").digest());
  }

  /** Receipts on hosts carry it: a change here makes every host look old. */
  @Test
  void theCanonicalFormIsPinned() {
    assertThat(ProfileDigest.canonical(Profiles.of("")))
        .startsWith(
            "{\"agent\":{\"acl\":[],\"environment\":{},\"etc-environment\":true,\"gid\":1001,")
        .contains("\"kernel\":{\"modules\":[\"overlay\"],\"sysctl\":{}}")
        .doesNotContain("description");
  }

  /** Reading what was written gives the profile again. */
  @ParameterizedTest
  @FieldSource("NAMES")
  void writingIsTheInverseOfReading(String name) {
    Profile profile = ProfileLoader.load(name, List.of());
    var shape = RecordShape.of(Profile.class);
    var origins = new Origins(new ProfileSource.Shipped("profiles/" + name + ".toml"));
    var problems = new Problems(origins);

    Object again =
        shape.bind(
            shape.write(profile),
            KeyPath.ROOT,
            new Binding(problems, origins, Map.of("name", name)));

    assertThat(problems.found()).isEmpty();
    assertThat(again).isEqualTo(profile);
  }
}
