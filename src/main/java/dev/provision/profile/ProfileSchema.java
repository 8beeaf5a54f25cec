package dev.provision.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema of a profile, draft 2020-12, for editors. Says what each value may look like;
 * what must hold among values only {@link ProfileLoader} knows.
 */
public final class ProfileSchema {
  private ProfileSchema() {}

  /** The schema as a tree; the caller prints it. */
  public static JsonNode generate() {
    ObjectNode schema =
        JsonNodeFactory.instance
            .objectNode()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("title", "A profile of provision");
    schema.setAll(RecordShape.of(Profile.class).schema());
    ObjectNode parent = new TextShape(Format.LINE).schema();
    parent.put("minLength", 1);
    parent.put(
        "description",
        "The name or path of a profile that this one starts from. Its tables are merged with"
            + " those here; everything else that stands here replaces.");
    ((ObjectNode) schema.get("properties")).set("extends", parent);
    return schema;
  }
}
