package dev.provision.containers.policy;

import dev.provision.containers.policy.JsonValue.Members;
import dev.provision.containers.policy.SignedIdentity.Kind;
import dev.provision.containers.reference.Reference;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The keys of a signed identity; newPolicyReferenceMatchFromJSON in policy_config.go. */
record SignedIdentityKeys(RequirementKeys keys) {

  SignedIdentity read(JsonValue value) {
    if (value instanceof JsonValue.Null) {
      throw unknown(value, "");
    }
    Members members = keys.members(value);
    String type = keys.typeOf(members);
    return switch (type) {
      case "matchExact" -> plain(members, Kind.MATCH_EXACT);
      case "matchRepoDigestOrExact" -> plain(members, Kind.MATCH_REPO_DIGEST_OR_EXACT);
      case "matchRepository" -> plain(members, Kind.MATCH_REPOSITORY);
      case "exactReference" ->
          new SignedIdentity(
              Kind.EXACT_REFERENCE, read(members, List.of("dockerReference")).get(0), "");
      case "exactRepository" ->
          new SignedIdentity(
              Kind.EXACT_REPOSITORY, read(members, List.of("dockerRepository")).get(0), "");
      case "remapIdentity" -> {
        List<String> both = read(members, List.of("prefix", "signedPrefix"));
        yield new SignedIdentity(Kind.REMAP_IDENTITY, both.get(0), both.get(1));
      }
      default -> throw unknown(value, type);
    };
  }

  private RuntimeException unknown(JsonValue value, String type) {
    return keys.fault(value.line(), "Unknown policy reference match type \"" + type + "\"");
  }

  private SignedIdentity plain(Members members, Kind kind) {
    read(members, List.of());
    return new SignedIdentity(kind, "", "");
  }

  private List<String> read(Members members, List<String> own) {
    Set<String> known = new HashSet<>(own);
    known.add("type");
    keys.onlyKnown(members.values(), known);
    return own.stream().map(key -> checked(key, keys.required(members, key))).toList();
  }

  private String checked(String key, JsonValue value) {
    String text = new JsonTypes(keys).text(value);
    boolean sound =
        switch (key) {
          case "dockerReference" ->
              Reference.normalized(text)
                  .filter(it -> it.tag().isPresent() || it.digest().isPresent())
                  .isPresent();
          case "dockerRepository" -> Reference.normalized(text).isPresent();
          default -> Reference.isDomain(text) || isRepository(text);
        };
    if (sound) {
      return text;
    }
    String why =
        switch (key) {
          case "dockerReference" -> "dockerReference \"%s\" must have a tag or digest";
          case "dockerRepository" -> "dockerRepository \"%s\" is no repository";
          default -> "prefix \"%s\" is not valid";
        };
    throw keys.fault(value.line(), why.formatted(text));
  }

  /** With a first part that could be a host; it need not look like one. */
  private static boolean isRepository(String text) {
    return Reference.parse(text)
        .filter(it -> !it.domain().isEmpty() && it.name().equals(text))
        .isPresent();
  }
}
