package dev.provision.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What may stand at a key. Made from the records by {@link Shapes}. */
interface Shape {
  /**
   * The typed value of a node. What is wrong goes to {@code binding}; the answer is then null, or a
   * value with a stand-in inside.
   */
  Object bind(JsonNode node, KeyPath path, Binding binding);

  /** A typed value as a node: the inverse of {@link #bind}. */
  JsonNode write(Object value);

  /** The JSON Schema of this. */
  ObjectNode schema();

  /** For messages: {@code a string}. */
  String noun();

  /** For messages, after "write": {@code true or false, without quotes}. */
  String remedy();

  /** The value of an absent key; null where the key is required. */
  Object absent();

  /** Some value of the right type, where the real one is wrong. */
  Object standIn();
}
