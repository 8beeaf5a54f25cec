package dev.provision.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.podman.RunRequest.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A request as podman reads it. */
class ContainerSpecTest {
  private static final RunRequest PLAIN =
      new RunRequest(
          Optional.empty(),
          "image",
          List.of(),
          List.of(),
          Limits.NONE,
          Optional.empty(),
          Duration.ofSeconds(1),
          false);

  @Test
  void whatIsNotAskedForIsPodmansToDecide() {
    assertThat(ContainerSpec.of(PLAIN)).hasToString("{\"image\":\"image\",\"timeout\":61}");
  }

  @Test
  void everythingHasItsPlace() {
    var request =
        new RunRequest(
            Optional.of("na\"me"),
            "image",
            List.of("sh", "-c", ""),
            List.of(
                Mount.ofVolume("/host:/a:ro"),
                Mount.ofVolume("name:/b"),
                Mount.ofMount("type=tmpfs,target=/c")),
            new Limits(OptionalLong.of(1024), OptionalLong.of(-1), OptionalLong.of(1500)),
            Optional.of(Network.parse("one,two")),
            Duration.ofSeconds(1),
            true);

    assertThat(ContainerSpec.of(request))
        .hasToString(
            "{'image':'image','timeout':61,'name':'na\\'me','command':['sh','-c',''],"
                .concat(
                    "'mounts':[{'type':'bind','source':'/host','destination':'/a',"
                        + "'options':['ro','rbind']},"
                        + "{'type':'tmpfs','source':'tmpfs','destination':'/c','options':[]}],"
                        + "'volumes':[{'Name':'name','Dest':'/b','Options':[]}],"
                        + "'netns':{'nsmode':'bridge'},'Networks':{'one':{},'two':{}},"
                        + "'resource_limits':{'memory':{'limit':1024,'swap':-1},"
                        + "'cpu':{'period':100000,'quota':150000}}}")
                .replace('\'', '"'));
  }

  @Test
  void limitsMakeSense() {
    assertThatThrownBy(
            () -> new Limits(OptionalLong.empty(), OptionalLong.of(1), OptionalLong.empty()))
        .hasMessage("a limit for memory and swap needs one for memory");
    assertThatThrownBy(
            () -> new Limits(OptionalLong.of(2), OptionalLong.of(1), OptionalLong.empty()))
        .hasMessage("memory and swap together are less than memory alone");
  }
}
