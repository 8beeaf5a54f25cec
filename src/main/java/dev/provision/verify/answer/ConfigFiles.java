package dev.provision.verify.answer;

import dev.provision.plan.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Files that podman merges, each family in podman's order. */
public final class ConfigFiles {
  private static final int FIELDS = 3;

  private ConfigFiles() {}

  /**
   * One of them.
   *
   * @param family {@code containers}, {@code registries} or {@code storage}
   */
  public record ConfigFile(String family, String path, String text) {}

  /** Reads what {@code verify_config_files} printed. */
  public static List<ConfigFile> parse(Answer answer) throws MalformedAnswerException {
    var files = new ArrayList<ConfigFile>();
    for (String line : Listing.lines(answer)) {
      String[] fields = line.split("\u001f", -1);
      if (fields.length != FIELDS) {
        throw new MalformedAnswerException("not a file: " + line);
      }
      files.add(new ConfigFile(fields[0], fields[1], decoded(fields[2])));
    }
    return List.copyOf(files);
  }

  private static String decoded(String base64) throws MalformedAnswerException {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new MalformedAnswerException("not base64: " + e.getMessage());
    }
  }
}
