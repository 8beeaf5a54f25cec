package dev.provision.containers.policy;

import dev.provision.containers.policy.JsonValue.Word;
import dev.provision.containers.reference.Reference;

/** What stands in a signed identity; newPRMExactReference and its like, newPRMRemapIdentity. */
final class IdentityWord {
  private IdentityWord() {}

  static void check(RequirementKeys keys, String key, JsonValue value) {
    String text = value instanceof Word word ? word.text() : "";
    switch (key) {
      case "dockerReference" -> {
        if (Reference.normalized(text)
            .filter(it -> it.tag().isPresent() || it.digest().isPresent())
            .isEmpty()) {
          throw keys.fault(value.line(), "\"" + text + "\" must have a tag or digest");
        }
      }
      case "dockerRepository" -> {
        if (Reference.normalized(text).isEmpty()) {
          throw keys.fault(value.line(), "\"" + text + "\" is no repository");
        }
      }
      default -> {
        if (!Reference.isDomain(text) && !isRepository(text)) {
          throw keys.fault(value.line(), key + " \"" + text + "\" is not valid");
        }
      }
    }
  }

  private static boolean isRepository(String text) {
    return Reference.hosted(text).filter(it -> it.name().equals(text)).isPresent();
  }
}
