package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.profile.Profile;
import dev.provision.render.StepEnvironment.Variable;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EtcEnvironmentTest {
  @Test
  void onePairOfQuotesOfTheOtherKind() {
    assertThat(line("a b")).contains("A='a b'");
    assertThat(line("")).contains("A=''");
    assertThat(line("say \"x\" \\n")).contains("A='say \"x\" \\n'");
    assertThat(line("it's")).contains("A=\"it's\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a#b", "a\nb", "$HOME", "it's \"x\"", "it's \\", "\u0000", "\t"})
  void whatOneReaderWouldChangeIsNotWritten(String value) {
    assertThat(line(value)).isEmpty();
  }

  @Test
  void lineLongerThanPamsBufferIsNotWritten() {
    assertThat(line("é".repeat(498))).isPresent();
    assertThat(line("é".repeat(499))).isEmpty();
  }

  @Test
  void omissionSaysWhereTheValueStillIs() {
    Profile profile = profile(Map.of("TOKEN", "a#b"), true);

    assertThat(Renderer.render(profile, Optional.empty()).omissions())
        .anySatisfy(
            omission -> {
              assertThat(omission.key()).isEqualTo("agent.environment.TOKEN");
              assertThat(omission.reason()).contains("/etc/profile.d has it");
            });
    assertThat(StepEnvironment.of(profile, Optional.empty()).etcEnvironmentLines())
        .contains("XDG_RUNTIME_DIR='/run/user/1001'")
        .noneMatch(line -> line.startsWith("TOKEN"));
  }

  @Test
  void onlyWhenTheProfileWantsIt() {
    Profile profile = profile(Map.of("TOKEN", "a#b"), false);
    StepEnvironment environment = StepEnvironment.of(profile, Optional.empty());

    assertThat(environment.etcEnvironmentLines()).isEmpty();
    assertThat(environment.etcEnvironment().omissions()).isEmpty();
  }

  private static Optional<String> line(String value) {
    return EtcEnvironment.line(new Variable("A", value));
  }

  private static Profile profile(Map<String, String> environment, boolean etcEnvironment) {
    return TestProfiles.with(
        TestProfiles.runner(), TestProfiles.agent(environment, etcEnvironment));
  }
}
