package dev.provision.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.profile.Draft.Refused;
import dev.provision.profile.Draft.Settled;
import dev.provision.testing.HostileText;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DraftTest {

  static List<String> shipped() {
    return ProfileNames.SHIPPED;
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void whatIsWrittenIsReadAsTheSame(String name) throws Exception {
    Profile profile = ProfileLoader.load(name, List.of());
    Draft draft = draft(profile);
    draft.put("description", profile.description());
    Settled settled = draft.settle(name);
    assertThat(settled.refused()).isEmpty();
    Profile read = Profiles.of(draft.text(settled.profile(), List.of("head"), List.of("foot")));
    assertThat(read.canonical()).isEqualTo(profile.canonical());
    assertThat(read.description()).isEqualTo(profile.description());
  }

  private static Draft draft(Profile profile) throws Exception {
    var draft = new Draft();
    JsonNode tree = new JsonMapper().readTree(profile.canonical());
    tree.properties().forEach(it -> draft.put(it.getKey(), it.getValue()));
    return draft;
  }

  @Test
  void saysOnlyWhatIsNotTheDefault() {
    var draft = new Draft();
    draft.put("agent.user", "AzDevOps");
    draft.put("agent.uid", 1500);
    draft.put("policy.allow", Map.of("containers-storage", List.of("")));
    draft.put("registries.unqualified-search", List.of());
    draft.put("packages.install", Map.of("podman", "4.3", "git", "*"));
    draft.put("containers.extra", Map.of("engine", Map.of("num_locks", 4096)));
    draft.put("docker.wrapper", "");
    draft.comment("agent.gid", "1001, as ever");
    draft.comment("policy", "closed");
    String text = text(draft, List.of(), List.of("the end"));
    assertThat(text)
        .isEqualTo(
            """
            [agent]
            uid = 1500
            # 1001, as ever

            [packages.install]
            git = "*"
            podman = "4.3"

            [registries]
            unqualified-search = []

            # closed

            [policy.allow]
            containers-storage = [""]

            [containers.extra.engine]
            num_locks = 4096

            [docker]
            wrapper = ""

            # the end
            """);
  }

  @Test
  void whatRulesRefuseIsLeftOutAndTold() {
    var draft = new Draft();
    draft.put("agent.uid", 7);
    draft.put("agent.shell", "/usr/sbin/nologin");
    draft.put("containers.volumes", List.of("/proc:/proc", "/srv:/srv"));
    draft.put("registries.unqualified-search", List.of());
    draft.put(
        "registries.redirect",
        List.of(
            Map.of("prefix", "quay.io", "location", "cr.corp/quay"),
            Map.of("prefix", "docker.io", "location", "cr.corp/docker")));
    Settled settled = draft.settle("x");
    assertThat(settled.profile().agent().uid()).isEqualTo(1001);
    assertThat(settled.profile().containers().volumes()).containsExactly("/srv:/srv");
    assertThat(settled.profile().registries().redirects()).hasSize(1);
    assertThat(settled.refused())
        .extracting(Refused::key, Refused::value)
        .contains(
            tuple("agent.uid", "7"),
            tuple("containers.volumes", "\"/proc:/proc\""),
            tuple("registries.redirect", "{ location = \"cr.corp/quay\", prefix = \"quay.io\" }"));
    assertThat(settled.refused())
        .allSatisfy(
            it -> {
              assertThat(it.message()).isNotBlank();
              assertThat(it.remedy()).isNotBlank();
            });
  }

  /** A scope that is none must not close the transport in the eyes of other rules. */
  @Test
  void aRefusedScopeIsToldInTheTextAndTakesNothingAlong() {
    var draft = new Draft();
    draft.put("registries.unqualified-search", List.of("quay.io"));
    draft.put(
        "registries.redirect", List.of(Map.of("prefix", "docker.io", "location", "cr.corp/hub")));
    draft.put("policy.default", "accept");
    draft.put("policy.allow", Map.of());
    draft.put("policy.reject", Map.of("docker", List.of("bad scope", "quay.io/evil")));
    Settled settled = draft.settle("x");
    assertThat(settled.refused())
        .extracting(Refused::key, Refused::value)
        .containsExactly(tuple("policy.reject.docker", "\"bad scope\""));
    assertThat(settled.profile().registries().redirects()).hasSize(1);
    assertThat(settled.profile().registries().unqualifiedSearch()).containsExactly("quay.io");
    draft.comment("policy.reject.docker", "one was not taken");
    assertThat(text(draft, List.of(), List.of()))
        .contains("# one was not taken\n[policy.reject]\ndocker = [\"quay.io/evil\"]\n");
  }

  static Stream<String> hostile() {
    var random = new HostileText(11);
    return Stream.concat(
        HostileText.known().stream(), IntStream.range(0, 300).mapToObj(i -> random.next()));
  }

  /** In a value, in a key, on many lines and in a comment. */
  @Test
  void anyTextIsSaidHarmlessly() {
    hostile()
        .forEach(
            text -> {
              var draft = new Draft();
              draft.put("agent.environment", Map.of("A", text, "B", text + "x\"\"\"" + text));
              draft.put("registries.aliases", Map.of(text, text));
              draft.put(
                  "user-unit",
                  List.of(
                      Map.of("name", "x.service", "content", "[Service]\nExecStart=" + text),
                      Map.of("name", "y.service", "content", "[Service]\n# \"" + text + "\"\n\"")));
              draft.comment("agent.environment", text);
              draft.comment("registries", text + "\n" + text);
              Settled settled = draft.settle("x");
              String written = draft.text(settled.profile(), List.of(text), List.of(text));
              assertThat(Profiles.of(written).canonical())
                  .as(written)
                  .isEqualTo(settled.profile().canonical());
              assertThat(written.replaceAll("[^ -~\n]", "")).doesNotContainIgnoringCase("##vso[");
              assertThat(written.chars().filter(c -> c != '\n' && c != '\t'))
                  .noneMatch(Character::isISOControl);
            });
  }

  private static String text(Draft draft, List<String> head, List<String> foot) {
    return draft.text(draft.settle("x").profile(), head, foot);
  }
}
