package dev.provision.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users write for volumes, mounts and networks. */
class MountTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "/host:/there => bind /host /there [rbind]",
        "/host:/there:ro,Z => bind /host /there [ro, Z, rbind]",
        "/a b:/there:bind => bind /a b /there [bind]",
        "name:/there => volume name /there []",
        "na.me_1:/there:ro => volume na.me_1 /there [ro]",
        "/there => volume  /there []",
      })
  void volumes(String text, String mount) {
    assertThat(shown(Mount.ofVolume(text))).isEqualTo(mount);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "type=bind,source=/host,target=/there => bind /host /there [rbind]",
        "type=bind,src=/host,dst=/there,ro => bind /host /there [ro, rbind]",
        "type=bind,src=/h,destination=/t,readonly=false,bind-propagation=rslave"
            + " => bind /h /t [rw, rslave, rbind]",
        "source=name,target=/there,U=true,z => volume name /there [U, z]",
        "type=tmpfs,target=/t,tmpfs-size=1m,tmpfs-mode=1777 => tmpfs  /t [size=1m, mode=1777]",
        "type=tmpfs,target=/t,ro=false => tmpfs  /t [rw]",
      })
  void mounts(String text, String mount) {
    assertThat(shown(Mount.ofMount(text))).isEqualTo(mount);
  }

  private static String shown(Mount mount) {
    return mount.type() + " " + mount.source() + " " + mount.target() + " " + mount.options();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "'' => not [SOURCE:]TARGET[:OPTIONS]",
        "/a:/b:ro:x => not [SOURCE:]TARGET[:OPTIONS]",
        "/a:b => \"b\" is no absolute path in the container",
        "there => \"there\" is no absolute path in the container",
        "./a:/b => \"./a\" is neither an absolute path",
        "-a:/b => \"-a\" is neither an absolute path",
        "/a:/b:O => the option O is not offered here",
      })
  void tellsWhatIsNoVolume(String text, String message) {
    assertThatThrownBy(() -> Mount.ofVolume(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "type=image,source=x,target=/y => not a type: \"image\"",
        "type=bind,target=/y => \"\" is no absolute path of the machine",
        "type=bind,source=/x => \"\" is no absolute path in the container",
        "type=bind,source=/x,target=/y,sauce=/z => what is \"sauce=/z\"?",
        "type=bind,source=/x,target=/y,ro=maybe => \"ro\" is true or false",
        "target => what is \"target\"?",
        "'' => what is \"\"?",
      })
  void tellsWhatIsNoMount(String text, String message) {
    assertThatThrownBy(() -> Mount.ofMount(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void networks() {
    assertThat(Network.parse("none")).isEqualTo(new Network("none", "", List.of()));
    assertThat(Network.parse("container:x")).isEqualTo(new Network("container", "x", List.of()));
    assertThat(Network.parse("ns:/run/n")).isEqualTo(new Network("path", "/run/n", List.of()));
    assertThat(Network.parse("a,b")).isEqualTo(new Network("bridge", "", List.of("a", "b")));
    assertThat(Network.parse("slirp4netns:mtu=1500").value()).isEqualTo("mtu=1500");
    assertThatThrownBy(() -> Network.parse("a:b")).hasMessageStartingWith("not a network: \"a:b\"");
    assertThatThrownBy(() -> Network.parse("a,")).hasMessage("a network without a name: \"a,\"");
  }
}
