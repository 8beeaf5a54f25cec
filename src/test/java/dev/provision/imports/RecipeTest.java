package dev.provision.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.provision.engine.Maker;
import dev.provision.engine.Progress;
import dev.provision.profile.ProfileLoader;
import dev.provision.testing.Golden;
import dev.provision.testing.Recipe;
import dev.provision.testing.SmallTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong on a host that was set up with a shell recipe is told, and the rest is taken. */
class RecipeTest {
  @TempDir Path folder;

  @Test
  void everyFaultIsToldAndTheProfileIsSound() throws Exception {
    Import result = read(Recipe.in(folder.resolve("tree")));
    check("recipe", result);
    assertThat(result.remarks())
        .extracting(Remark::key, Remark::place)
        .contains(
            tuple("policy", "/etc/containers/policy.json:18:20"),
            tuple("docker.wrapper", "/usr/bin/docker"),
            tuple("agent.sudo", "/etc/sudoers:6"),
            tuple("agent.environment", "/etc/profile.d/agent_env_vars.sh:2"));
  }

  @Test
  void withAPolicyThatIsJsonItIsAllThere() throws Exception {
    Import result = read(Recipe.mended(folder.resolve("tree")));
    check("recipe-mended", result);
    var shipped = ProfileLoader.load("ado-runner", List.of());
    assertThat(result.profile().registries().unqualifiedSearch())
        .isEqualTo(shipped.registries().unqualifiedSearch());
    assertThat(result.profile().registries().redirects())
        .containsExactlyInAnyOrderElementsOf(shipped.registries().redirects());
    assertThat(result.profile().policy().allow().get("docker"))
        .containsExactlyInAnyOrderElementsOf(shipped.policy().allow().get("docker"));
    assertThat(result.remarks())
        .extracting(Remark::message)
        .anyMatch(it -> it.contains("docker-daemon"));
  }

  /** Nothing in it may depend on the order in which a machine has its maps or folders. */
  @Test
  void isTheSameEachTime() throws Exception {
    SmallTree tree = Recipe.in(folder.resolve("tree"));
    assertThat(read(tree).text()).isEqualTo(read(tree).text());
  }

  private static Import read(SmallTree tree) {
    return new Importer(tree, Maker.current(), Progress.NONE).read("", "runner");
  }

  private void check(String name, Import result) throws Exception {
    String root = folder.resolve("tree").toString();
    Golden.check("imports/" + name + ".toml", result.text().replace(root, "/srv/tree"));
    Golden.check(
        "imports/" + name + ".txt",
        result.remarks().stream().map(it -> it + "\n").collect(Collectors.joining()));
    Path file = Files.writeString(folder.resolve("runner.toml"), result.text());
    assertThat(ProfileLoader.load(file.toString(), List.of()).canonical())
        .isEqualTo(result.profile().canonical());
  }
}
