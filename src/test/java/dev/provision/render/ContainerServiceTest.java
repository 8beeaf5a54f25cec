package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.InvalidProfileException;
import dev.provision.profile.Profile;
import dev.provision.profile.Quadlet;
import dev.provision.profile.UnitText;
import dev.provision.profile.UserUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What older podmans get of a Quadlet, and what they do not get without a word. */
class ContainerServiceTest {
  private static final String CONTAINER = "[Container]\nImage=a\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Pod=web.pod|Pod=",
        "Nonsense=1|Nonsense=",
        "Volume=data.volume:/data|Volume=data.volume:/data",
        "Volume=./x:/x|Volume=./x:/x",
        "Network=web.network:ip=10.0.0.1|Network=web.network:ip=10.0.0.1",
        "Network=other.container|Network=other.container",
        "Mount=type=volume,source=d.volume,target=/x|Mount=type=volume,source=d.volume,target=/x",
        "EnvironmentFile=rel|EnvironmentFile=rel",
        "AddDevice=-/dev/kvm|AddDevice=-/dev/kvm",
        "Notify=healthy|Notify=healthy",
        "Group=1|Group= without User=",
        "Rootfs=/r|[Container] without one of Image= and Rootfs=",
        "HealthStartupCmd=x|HealthStartupCmd=",
        "SecurityLabelNested=yes|SecurityLabelNested=",
        "Exec=\"a|Exec=, where a quote is not closed",
        "Environment=A|Environment=, where has a word without =",
        "Secret=\\q|Secret=, where an unknown escape stands in it",
      })
  void whatOnlyTheGeneratorCanDoIsNamed(String line, String hindrance) {
    assertThat(hindrances(CONTAINER + line + "\n", new PodmanVersion(4, 3, 1)))
        .containsExactly(hindrance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[Service]\nType=simple", "[Service]\nKillMode=process"})
  void serviceThatTheGeneratorRefusesIsRefused(String service) {
    assertThat(hindrances(CONTAINER + service, new PodmanVersion(4, 3, 1))).hasSize(1);
  }

  @Test
  void optionThatCameLaterIsForThePodmanThatHasIt() {
    String content = CONTAINER + "IP6=::1\nHealthOnFailure=kill\n";

    assertThat(hindrances(content, new PodmanVersion(3, 4, 4)))
        .containsExactly("HealthOnFailure=", "IP6=");
    assertThat(hindrances(content, new PodmanVersion(4, 3, 1))).isEmpty();
  }

  /** A value stays one word of one line, whatever is in it. */
  @ParameterizedTest
  @MethodSource("dev.provision.render.HostileStrings#oneLine")
  void hostileWordsArriveAsTheyAre(String word) {
    String quoted = UnitWords.join(List.of(word + "x"));
    String text =
        ContainerService.of(
                UnitText.parse(CONTAINER + "Exec=first " + quoted + "\nLabel=l=x " + quoted + "=1"),
                since -> true)
            .text();
    List<String> lines = text.lines().filter(line -> line.startsWith("ExecStart=")).toList();

    assertThat(lines).hasSize(1);
    List<String> words = UnitWords.split(lines.get(0).substring("ExecStart=".length()));
    assertThat(words).endsWith("a", "first", word + "x").contains(word + "x=1");
  }

  @Test
  void olderPodmanRefusesWhatItCannotDoAndAnUnknownOneWaits() {
    Profile pod = with(new Quadlet("web.pod", "[Pod]\n"));
    Profile volume = with(new Quadlet("c.container", CONTAINER + "Volume=d.volume:/d\n"));

    assertThatThrownBy(() -> Renderer.render(pod, PodmanVersion.find("4.3.1")))
        .isInstanceOf(InvalidProfileException.class)
        .hasMessageContaining(
            "runner: quadlet[0]: web.pod needs podman 5.0, the host has 4.3.1; install a newer"
                + " podman, or write a [[user-unit]] that calls podman itself");
    assertThatThrownBy(() -> Renderer.render(volume, PodmanVersion.find("4.3.1")))
        .isInstanceOf(InvalidProfileException.class)
        .hasMessageContaining(
            "runner: quadlet[0].content: Volume=d.volume:/d needs podman 4.6, the host has 4.3.1");
    for (Profile profile : List.of(pod, volume)) {
      Rendering rendering = Renderer.render(profile, Optional.empty());
      assertThat(rendering.files()).noneMatch(file -> file.path().matches(".*/(web|c)[.-].*"));
      assertThat(rendering.omissions())
          .anySatisfy(
              omission ->
                  assertThat(omission.toString())
                      .startsWith("quadlet[0]")
                      .contains("unknown until podman is installed; left out until then"));
    }
    assertThat(Renderer.render(pod, PodmanVersion.find("5.4.2")).omissions()).isEmpty();
  }

  /** A podman that is upgraded or taken back leaves no unit twice. */
  @ParameterizedTest
  @ValueSource(strings = {"3.4.4", "4.3.1", "4.5.1", "4.6.0", "5.4.2", "unknown"})
  void ofTheTwoPlacesOneIsUsedAndTheOtherKeptEmpty(String podman) {
    Profile profile = with(new Quadlet("c.container", CONTAINER));
    Rendering rendering = Renderer.render(profile, PodmanVersion.find(podman));
    String quadlet = "/etc/containers/systemd/users/1001/c.container";
    String service = "/etc/systemd/user/c.service";
    boolean generated = podman.matches("4\\.6.*|5.*");

    assertThat(rendering.file(quadlet).isPresent()).isEqualTo(generated);
    assertThat(rendering.file(service).isPresent()).isEqualTo(!generated);
    assertThat(Renderer.unwanted(profile, rendering))
        .contains(generated ? service : quadlet)
        .doesNotContain(generated ? quadlet : service);
    assertThat(rendering.file("/etc/systemd/user/warm.service").orElseThrow().content())
        .endsWith("[Service]\nExecStart=/bin/true\n");
  }

  private static List<String> hindrances(String content, PodmanVersion podman) {
    return ContainerService.of(UnitText.parse(content), since -> podman.compareTo(since) >= 0)
        .hindrances();
  }

  private static Profile with(Quadlet quadlet) {
    return TestProfiles.with(
        TestProfiles.runner(),
        List.of(quadlet),
        List.of(new UserUnit("warm.service", "\n[Service]\nExecStart=/bin/true\n\n")));
  }
}
