package dev.provision.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema, judged by a validator of its own as an editor would use it. */
class ProfileSchemaTest {
  private static final Path BAD = Path.of("src/test/resources/profiles/bad");
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(ProfileSchema.generate());

  /** Each is wrong by the shape of one value, which an editor can tell. */
  static List<String> wrongShapes() {
    return BadProfilesTest.cases().stream()
        .filter(
            name ->
                name.matches(
                    "[0-9]+-(unknown-section|unknown-keys|wrong-types|section-not-a-table"
                        + "|table-not-an-array|array-not-a-table|missing-keys|out-of-range|choices"
                        + "|element-types|account-names|account-names-inject|home-not-normal"
                        + "|environment-names|packages-names|repository-shapes"
                        + "|repository-uri-inject|repository-key-and-file|enumerations|extra-tables"
                        + "|extra-values|docker-socket|delegation|kernel|control-characters"
                        + "|extends-not-a-string|many|unit-shapes)"))
        .toList();
  }

  static List<String> shipped() {
    return ProfileNames.SHIPPED;
  }

  @Test
  void isASchema() {
    JsonSchema meta =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    assertThat(meta.validate(ProfileSchema.generate())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void acceptsTheShippedProfiles(String name) {
    assertThat(validate(Path.of("profiles", name + ".toml"))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("wrongShapes")
  void refusesWhatIsWrongByItsShape(String name) {
    assertThat(validate(BAD.resolve(name + ".toml"))).isNotEmpty();
  }

  @Test
  void thereAreWrongShapes() {
    assertThat(wrongShapes()).hasSize(28);
  }

  @Test
  void everyKeyIsDescribed() {
    assertThat(ProfileKeys.all())
        .hasSizeGreaterThan(70)
        .allSatisfy(
            entry -> {
              assertThat(entry.doc()).as(entry.path()).isNotBlank().endsWith(".");
              assertThat(entry.example()).as(entry.path()).isNotBlank();
            });
  }

  @Test
  void examplesAreTomlAndHaveTheRightShape() {
    var undescribed = new ArrayList<String>();
    for (ProfileKeys.Entry entry : ProfileKeys.all()) {
      if (Toml.value(entry.example()).isEmpty()) {
        undescribed.add(entry.path());
      }
    }
    assertThat(undescribed).isEmpty();
  }

  @Test
  void saysWhatTheDefaultsAre() {
    JsonNode agent = ProfileSchema.generate().at("/properties/agent/properties");

    assertThat(agent.at("/uid/default").intValue()).isEqualTo(1001);
    assertThat(agent.at("/user/default").textValue()).isEqualTo("AzDevOps");
  }

  static Set<ValidationMessage> validate(Path file) {
    var problems = new ArrayList<Problem>();
    JsonNode tree =
        Toml.read(new ProfileSource.InFile(file, file.toString()), problems).orElseThrow();
    try {
      // The validator's own nodes: what an editor would see, without TOML's types.
      var mapper = new JsonMapper();
      return SCHEMA.validate(mapper.readTree(mapper.writeValueAsString(tree)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
