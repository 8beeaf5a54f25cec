package dev.provision.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What went wrong once, on somebody's host, because of what a profile can say. */
class IncidentsTest {

  /** podman#19128, podman#15501: scanners and cached builds read containers-storage. */
  @Test
  void podman19128RejectWithoutLocalStorage() {
    assertThat(Profiles.problems("policy.allow.docker = [\"docker.io\"]"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("podman#19128"));
    assertThat(Profiles.of("").policy().allow()).containsKey("containers-storage");
  }

  /** podman#29757: no podman acts on image_default_format; BUILDAH_FORMAT works. */
  @Test
  void podman29757ImageFormat() {
    assertThat(Profiles.problems("containers.extra.engine.image_default_format = \"v2s2\""))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("podman#29757"));
    assertThat(Profiles.of("").containers().engineEnvironment())
        .containsExactly("BUILDAH_FORMAT=docker");
  }

  /** dotnet/runtime#99887: .NET's build under the host's /proc. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "containers.volumes = [\"/proc:/proc\"]",
        "containers.volumes = [\"/proc/:/host\"]",
        "containers.volumes = [\"/srv/x:/proc:ro\"]",
        "containers.volumes = [\"/srv/../proc:/proc\"]",
        "containers.mounts = [\"type=bind,src=/proc,dst=/proc\"]",
        "containers.mounts = [\"type=bind,source=/x,destination=//proc\"]",
        "containers.mounts = [\"type=bind,source=/x,src=/proc,destination=/x\"]",
        "containers.mounts = [\"type=bind,source=/x,dst=/x,target=/proc\"]",
      })
  void dotnetRuntime99887ProcInContainers(String toml) {
    assertThat(Profiles.problems(toml))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("dotnet/runtime#99887"));
  }

  /** azure-pipelines-agent#4336: with an account there, the script sets up nothing; we own it. */
  @Test
  void agent4336TheProfileOwnsTheWholeAccount() {
    Agent agent = Profiles.of("").agent();

    assertThat(agent.groups()).containsExactly("adm", "sudo");
    assertThat(agent.sudo()).isEqualTo(Agent.Sudo.NOPASSWD);
    assertThat(agent.linger()).isTrue();
  }

  /** The field report's agent file without DBUS_SESSION_BUS_ADDRESS, its first one unexported. */
  @Test
  void stepsNeedFourVariables() {
    assertThat(StepVariables.of(Profiles.of("agent.uid = 1500\nagent.environment.A = \"b\"")))
        .containsExactly(
            Map.entry("A", "b"),
            Map.entry("DBUS_SESSION_BUS_ADDRESS", "unix:path=/run/user/1500/bus"),
            Map.entry("DOCKER_HOST", "unix:///run/user/1500/podman/podman.sock"),
            Map.entry("DOCKER_SOCK", "/run/user/1500/podman/podman.sock"),
            Map.entry("XDG_RUNTIME_DIR", "/run/user/1500"));
  }

  /** A user's own value is fine where it says the same. */
  @Test
  void derivedVariablesMayBeRepeatedNotChanged() {
    String same = "agent.environment.DOCKER_SOCK = \"/run/user/1001/podman/podman.sock\"";
    String other = "agent.environment.DOCKER_SOCK = \"/run/docker.sock\"";

    assertThat(Profiles.problems(same)).isEmpty();
    assertThat(Profiles.problems(other)).hasSize(1);
  }

  /** A list may carry a port where the redirect does not: unavoidable, and no fault. */
  @Test
  void portsLeakThroughPrefixesWithoutBeingAProblem() {
    assertThat(
            Profiles.problems(
                "[[registries.redirect]]\nprefix = \"docker.io\"\nlocation = \"cr.corp/docker\""))
        .isEmpty();
  }

  /** A block beneath a redirect keeps its own place, and works. */
  @Test
  void aPartOfARedirectedRegistryCanBeBlocked() {
    assertThat(
            Profiles.problems(
                "registries.blocked = [\"docker.io/evil\"]\n"
                    + "[[registries.redirect]]\nprefix = \"docker.io\"\nlocation = \"cr.corp/d\""))
        .isEmpty();
  }

  /** The renderer gets one list of variables, whatever the profile adds. */
  @Test
  void engineVariablesAreOneList() {
    Containers containers =
        Profiles.of(
                "containers.image-format = \"oci\"\n"
                    + "containers.extra.engine.env = [\"A=1\", \"B=2\"]")
            .containers();

    assertThat(containers.engineEnvironment())
        .isEqualTo(List.of("A=1", "B=2", "BUILDAH_FORMAT=oci"));
    assertThat(Profiles.of("containers.image-format = \"\"").containers().engineEnvironment())
        .isEmpty();
  }
}
