package dev.provision.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.provision.Sha256;
import dev.provision.profile.Drift.Tolerance;
import dev.provision.profile.InvalidProfileException;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.render.RenderedFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * What a host was made to be, kept on the host: enough to compare it later without the profile. No
 * time in it: a second apply must find the same.
 *
 * @param profile the name
 * @param digest {@link Profile#digest()}
 * @param maker who made it
 * @param files path to SHA-256 of each whole file, as {@code sha256sum} prints it
 * @param desired {@link Profile#canonical()}
 * @param tolerate what drift takes for normal, which is no part of the desired state
 */
public record Receipt(
    String profile,
    String digest,
    Maker maker,
    Map<String, String> files,
    String desired,
    List<String> tolerate) {
  /** Where it lies; also in an image that is not booted. */
  public static final String PATH = "/etc/provision/receipt.json";

  private static final int FORM = 1;
  private static final JsonMapper JSON = new JsonMapper();

  public Receipt {
    files = Map.copyOf(files);
    tolerate = List.copyOf(tolerate);
  }

  static Receipt of(Profile profile, Maker maker, List<RenderedFile> files) {
    var digests = new TreeMap<String, String>();
    files.forEach(file -> digests.put(file.path(), Sha256.of(file.content())));
    return new Receipt(
        profile.name(),
        profile.digest(),
        maker,
        digests,
        profile.canonical(),
        profile.drift().tolerate().stream().map(Tolerance::toString).toList());
  }

  /**
   * Reads a receipt.
   *
   * @return empty when the text is none, or of a form that this provision does not know
   */
  public static Optional<Receipt> parse(String text) {
    try {
      JsonNode tree = JSON.readTree(text);
      if (tree == null || tree.path("form").asInt() != FORM || !tree.path("desired").isObject()) {
        return Optional.empty();
      }
      var files = new TreeMap<String, String>();
      tree.path("files")
          .properties()
          .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
      files.entrySet().removeIf(file -> !isDigest(file.getKey(), file.getValue()));
      return Optional.of(
          new Receipt(
              tree.path("profile").asText(),
              tree.path("digest").asText(),
              new Maker(
                  tree.path("provision").asText(),
                  Optional.ofNullable(tree.path("build").textValue())),
              files,
              JSON.writeValueAsString(tree.path("desired")),
              // Where a receipt does not say, nothing is.
              StreamSupport.stream(tree.path("tolerate").spliterator(), false)
                  .map(JsonNode::asText)
                  .toList()));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /**
   * The profile as it was then.
   *
   * @throws InvalidProfileException when this provision would not take it
   */
  public Profile read() {
    return ProfileLoader.ofCanonical(PATH, profile, desired, tolerate);
  }

  /** {@link #read()}; empty for what another provision wrote and this one does not take. */
  Optional<Profile> readable() {
    try {
      return Optional.of(read());
    } catch (InvalidProfileException e) {
      return Optional.empty();
    }
  }

  /** Whether it says the same, whoever wrote it. */
  boolean sameAs(Receipt other) {
    return sameState(other) && tolerate.equals(other.tolerate);
  }

  /** Whether it tells of the same desired state; what is tolerated of others is no part of it. */
  boolean sameState(Receipt other) {
    return profile.equals(other.profile)
        && digest.equals(other.digest)
        && files.equals(other.files)
        && desired.equals(other.desired);
  }

  /** The file's content. */
  public String text() {
    try {
      ObjectNode tree = JSON.createObjectNode();
      tree.put("form", FORM);
      tree.put("profile", profile);
      tree.put("digest", digest);
      tree.put("provision", maker.version());
      maker.build().ifPresent(build -> tree.put("build", build));
      ObjectNode digests = tree.putObject("files");
      new TreeMap<>(files).forEach(digests::put);
      tree.set("desired", JSON.readTree(desired));
      ArrayNode tolerated = tree.putArray("tolerate");
      tolerate.forEach(tolerated::add);
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Anything else in a receipt is not ours, and must not become part of a call. */
  private static boolean isDigest(String path, String digest) {
    return path.matches("/[^\\p{Cntrl}]+") && digest.matches("[0-9a-f]{64}");
  }
}
