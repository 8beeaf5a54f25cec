package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * podman 5 refuses every command when {@code ~/.config} is root's, unless XDG_CONFIG_HOME names it;
 * tried with each podman.
 */
class ProtectedFolderIT {
  private static final String INFO = "podman info --format {{.Store.GraphDriverName}}";
  private final Profile strict = ProfileLoader.load("ado-runner-strict", List.of());

  @ParameterizedTest
  @EnumSource
  void podmanRunsAndTheAgentCannotWriteAPolicy(Chroot chroot) {
    Chroot.Ran ran =
        run(
            chroot,
            Rootless.run(strict.agent(), INFO)
                + Rootless.run(
                    strict.agent(), "sh -c 'echo >$HOME/.config/containers/policy.json || true'"));

    assertThat(ran.out()).isEqualTo("overlay\n");
    assertThat(ran.err()).contains("policy.json: Permission denied");
  }

  @ParameterizedTest
  @EnumSource(names = {"TRIXIE", "FORKY"})
  void podman5DoesNotRunWithoutTheVariable(Chroot chroot) {
    String config = strict.agent().home() + "/.config";

    Chroot.Ran ran =
        run(
            chroot,
            Rootless.run(strict.agent(), INFO).replace("XDG_CONFIG_HOME='" + config + "'", ""));

    assertThat(ran.status()).isNotZero();
    assertThat(ran.err())
        .contains("path \"" + config + "\" exists and it is not owned by the current user");
  }

  private Chroot.Ran run(Chroot chroot, String program) {
    Rendering rendering = Renderer.render(strict, PodmanVersion.find(chroot.podman()));
    return chroot.run(strict.agent(), rendering.files(), program);
  }
}
