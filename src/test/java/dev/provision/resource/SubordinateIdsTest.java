package dev.provision.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.testing.Answers;
import org.junit.jupiter.api.Test;

class SubordinateIdsTest {
  private static final SubordinateIds IDS = new SubordinateIds("AzDevOps", 1001, 65536);

  @Test
  void firstAccountGetsTheFirstRange() {
    assertThat(added("")).isEqualTo("subuid 100000-165535, subgid 100000-165535");
  }

  @Test
  void rangesOfOthersAreLeftAlone() {
    assertThat(added("uid:packer:100000:65536\ngid:packer:100000:65536\n"))
        .isEqualTo("subuid 165536-231071, subgid 165536-231071");
  }

  @Test
  void gapThatIsTooSmallIsSkipped() {
    String seen = "uid:a:100000:10\nuid:b:100020:65536\ngid:AzDevOps:100000:65536\n";
    assertThat(added(seen)).isEqualTo("subuid 165556-231091");
  }

  @Test
  void ownRangeStaysWhereverItIs() {
    String seen = "uid:AzDevOps:524288:65536\ngid:1001:524288:131072\n";
    assertThat(IDS.change(Answers.to(IDS, seen))).isEmpty();
  }

  @Test
  void sharedIdsAreAConflict() {
    String seen = "uid:AzDevOps:100000:65536\nuid:packer:165535:65536\n";
    assertThat(IDS.conflict(Answers.to(IDS, seen)))
        .hasValueSatisfying(
            conflict ->
                assertThat(conflict.message())
                    .isEqualTo("/etc/subuid gives ids from 165535 to both AzDevOps and packer"));
  }

  @Test
  void linesThatMakeNoSenseAreLeftToTheirOwner() {
    String seen = "uid:a:x:65536\nuid:\nuid:a:99999999999:5\nuid:a:b:c:d\n";
    assertThat(added(seen)).startsWith("subuid 100000-165535");
    assertThat(IDS.conflict(Answers.to(IDS, seen))).isEmpty();
  }

  private static String added(String seen) {
    return IDS.change(Answers.to(IDS, seen)).orElseThrow().summary();
  }
}
