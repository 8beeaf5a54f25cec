package dev.provision.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.plan.Answer;
import dev.provision.plan.Change;
import dev.provision.plan.Observation;
import dev.provision.profile.InvalidProfileException;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.render.Renderer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTest {
  private static final Maker MAKER = new Maker("1.0", Optional.of("77"));

  @ParameterizedTest
  @ValueSource(strings = {"ado-runner", "ado-runner-strict", "everything"})
  void profileComesBackAsItWas(String name) {
    Profile profile = ProfileLoader.load(name, List.of());
    Receipt receipt = receipt(profile);
    Receipt read = Receipt.parse(receipt.text()).orElseThrow();
    assertThat(read).isEqualTo(receipt);
    assertThat(read.read().digest()).isEqualTo(profile.digest());
    assertThat(Renderer.render(read.read(), Optional.empty()).files())
        .isEqualTo(Renderer.render(profile, Optional.empty()).files());
  }

  @Test
  void makerAloneIsNoDifference() {
    Profile profile = ProfileLoader.load("ado-runner", List.of());
    var other =
        new Receipt(
            profile.name(),
            profile.digest(),
            new Maker("2.0", Optional.empty()),
            receipt(profile).files(),
            profile.canonical(),
            receipt(profile).tolerate());
    var file = new ReceiptFile(receipt(profile));
    assertThat(file.change(seen("regular file|0644|root|root|9\n" + other.text()))).isEmpty();
    assertThat(file.change(seen("regular file|0666|root|root|9\n" + other.text())))
        .hasValueSatisfying(it -> assertThat(it.kind()).isEqualTo(Change.Kind.UPDATE));
  }

  /** A strict host must not be judged by the lax default when its profile is not at hand. */
  @Test
  void whatDriftToleratesComesAlong() {
    Profile strict = ProfileLoader.load("ado-runner-strict", List.of());
    Profile lax = ProfileLoader.load("ado-runner", List.of());
    assertThat(strict.drift()).isNotEqualTo(lax.drift());
    for (Profile profile : List.of(strict, lax)) {
      assertThat(Receipt.parse(receipt(profile).text()).orElseThrow().read().drift())
          .isEqualTo(profile.drift());
    }
    String silent = receipt(lax).text().replaceFirst("(?s),\\s*\"tolerate\" : \\[.*?]", "");
    assertThat(silent).doesNotContain("tolerate");
    assertThat(Receipt.parse(silent).orElseThrow().read().drift().tolerate()).isEmpty();
  }

  @Test
  void toleratingOtherThingsIsToldByAPlanButIsNoOtherState() {
    Receipt old = receipt(ProfileLoader.load("ado-runner", List.of()));
    var file =
        new ReceiptFile(receipt(ProfileLoader.load("ado-runner", List.of("drift.tolerate=[]"))));
    Observation seen = seen("regular file|0644|root|root|9\n" + old.text());
    assertThat(file.change(seen))
        .hasValueSatisfying(it -> assertThat(it.summary()).isEqualTo("what drift tolerates"));
    assertThat(file.tellsOfTheSameState(seen)).isTrue();
  }

  @Test
  void otherProfileIsToldByItsDigest() {
    Receipt strict = receipt(ProfileLoader.load("ado-runner-strict", List.of()));
    Receipt wanted = receipt(ProfileLoader.load("ado-runner", List.of()));
    assertThat(
            new ReceiptFile(wanted).change(seen("regular file|0644|root|root|9\n" + strict.text())))
        .hasValueSatisfying(
            change ->
                assertThat(change.summary())
                    .isEqualTo(
                        "made from ado-runner-strict, %.12s -> ado-runner, %.12s"
                            .formatted(strict.digest(), wanted.digest())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "3", "null", "{\"form\": 2, \"desired\": {}}", "\u0000"})
  void whatIsNoReceiptIsNone(String text) {
    assertThat(Receipt.parse(text)).isEmpty();
  }

  @Test
  void filesThatCannotBeOursAreLeftOut() {
    Profile profile = ProfileLoader.load("ado-runner", List.of());
    String text =
        receipt(profile)
            .text()
            .replaceFirst(
                "\"files\" : \\{",
                "\"files\" : {\"/etc/shadow\": null, \"/etc/x\": \"\", \"relative\": \"0\","
                    + " \"/a\\\\u001fb\": \"%064d\",".formatted(0));
    assertThat(Receipt.parse(text)).contains(receipt(profile));
  }

  @Test
  void profileOfAStrangerIsReadAsStrictlyAsAFile() {
    var receipt =
        new Receipt("x", "y", MAKER, Map.of(), "{\"agent\": {\"user\": \"$(reboot)\"}}", List.of());
    assertThatThrownBy(receipt::read)
        .isInstanceOf(InvalidProfileException.class)
        .hasMessageContaining("/etc/provision/receipt.json: agent.user");
  }

  private static Receipt receipt(Profile profile) {
    return Receipt.of(profile, MAKER, Renderer.render(profile, Optional.empty()).files());
  }

  private static Observation seen(String answer) {
    return new Observation(
        Map.of(ReceiptFile.fact(), new Answer(0, answer.getBytes(StandardCharsets.UTF_8))));
  }
}
