package dev.provision.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.render.RenderedFile;
import dev.provision.render.Renderer;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from a host that a profile made means what the profile means. */
class RoundTripTest {
  private static final int CASES = Integer.getInteger("import.profiles", 300);
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final Optional<PodmanVersion> PODMAN = Optional.of(new PodmanVersion(5, 4, 2));

  @ParameterizedTest
  @ValueSource(strings = {"ado-runner", "ado-runner-strict", "everything"})
  void shippedProfilesComeBack(String name) throws Exception {
    comesBack(ProfileLoader.load(name, List.of()));
  }

  @Test
  void generatedProfilesComeBack() throws Exception {
    for (int seed = 0; seed < CASES; seed++) {
      comesBack(new RandomProfile(seed).profile());
    }
  }

  static Stream<String> keysThatHostsTell() {
    return Section.ALL.stream()
        .flatMap(section -> section.keys().stream())
        .filter(key -> !key.contains("[") && !key.equals("packages.install"));
  }

  /** Else a section could name a key and never set it; ado-runner shows packages.install. */
  @ParameterizedTest
  @MethodSource("keysThatHostsTell")
  void everyKeyIsReadIndeed(String key) throws Exception {
    Profile everything = ProfileLoader.load("everything", List.of());
    String pointer = "/" + key.replace('.', '/');
    JsonNode usual =
        JSON.readTree(ProfileLoader.ofCanonical("x", "x", "{}", List.of()).canonical());
    JsonNode read = JSON.readTree(imported(everything).canonical());
    if (!key.equals("agent.linger")) {
      assertThat(read.at(pointer)).as(key).isNotEqualTo(usual.at(pointer));
    }
  }

  private static void comesBack(Profile profile) throws Exception {
    Profile read = imported(profile);
    assertThat(told(read)).as(profile.canonical()).isEqualTo(told(profile));
    assertThat(files(read)).isEqualTo(files(profile));
  }

  private static Profile imported(Profile profile) {
    List<RenderedFile> files = Renderer.render(profile, PODMAN).files();
    Reading reading =
        Reading.of(
            SaidHost.of(profile, files).fact("package", "podman", "5.4.2+ds1").answer(),
            "",
            profile.name());
    return reading.profile();
  }

  private static TreeMap<String, String> files(Profile profile) {
    var files = new TreeMap<String, String>();
    Renderer.render(profile, PODMAN)
        .files()
        .forEach(
            file ->
                files.put(file.path(), String.join("|", file.mode(), file.owner(), sorted(file))));
    return files;
  }

  /** In one order where order means nothing: of entries of a registries.conf, keys, and modules. */
  private static String sorted(RenderedFile file) {
    if (file.path().endsWith("/registries.conf")) {
      String[] entries = file.content().strip().split("\n\n(?=\\[\\[registry]])");
      return String.join("\n\n", new TreeSet<>(List.of(entries)));
    }
    if (file.path().endsWith("/policy.json")) {
      try {
        return JSON.writeValueAsString(JSON.readValue(file.content(), Object.class));
      } catch (JsonProcessingException e) {
        throw new AssertionError(e);
      }
    }
    return file.path().contains("/modules-load.d/")
        ? String.join("\n", new TreeSet<>(file.content().lines().toList()))
        : file.content();
  }

  /** The profile without what no host tells, and in one order where order means nothing. */
  private static JsonNode told(Profile profile) throws Exception {
    ObjectNode tree = (ObjectNode) JSON.readTree(profile.canonical());
    tree.remove(List.of("verify", "images"));
    ObjectNode install = (ObjectNode) tree.at("/packages/install");
    install.properties().forEach(it -> install.put(it.getKey(), "*"));
    install.remove("git");
    ObjectNode packages = (ObjectNode) tree.get("packages");
    packages.set("repository", sorted(packages.get("repository")));
    Agent agent = profile.agent();
    ObjectNode account = (ObjectNode) tree.get("agent");
    account.set("groups", JSON.valueToTree(new TreeSet<>(agent.groups())));
    account.remove(List.of("acl"));
    account.set(
        "acl",
        JSON.valueToTree(agent.acl().stream().flatMap(RoundTripTest::named).sorted().toList()));
    ((ObjectNode) tree.get("kernel")).set("modules", sorted(tree.at("/kernel/modules")));
    ((ObjectNode) tree.get("socket")).set("delegate", sorted(tree.at("/socket/delegate")));
    ObjectNode policy = (ObjectNode) tree.get("policy");
    policy.set("signed", sorted(policy.get("signed")));
    policy.set("allow", scopes(policy.get("allow")));
    policy.set("reject", scopes(policy.get("reject")));
    return tree;
  }

  private static Stream<String> named(Agent.Acl acl) {
    return acl.entries().stream()
        .filter(it -> !it.matches("(?:default:)?(?:mask|other|user|group)::.*"))
        .map(it -> acl.path() + " " + it);
  }

  private static JsonNode scopes(JsonNode transports) {
    ObjectNode all = JSON.createObjectNode();
    transports
        .properties()
        .forEach(
            it -> {
              if (!it.getValue().isEmpty()) {
                all.set(it.getKey(), sorted(it.getValue()));
              }
            });
    return all;
  }

  private static ArrayNode sorted(JsonNode list) {
    var all = new TreeMap<String, JsonNode>();
    list.forEach(it -> all.put(it.toString(), it));
    ArrayNode sorted = JSON.createArrayNode();
    all.values().forEach(sorted::add);
    return sorted;
  }
}
