package dev.provision.verify.answer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the docker API. The agent refuses what does not match {@code \d+\.\d+(\.\d+)?} or is
 * below 1.35; ContainerOperationProvider.cs of azure-pipelines-agent.
 */
public record ApiVersion(int major, int minor) {
  /** What the agent asks for at least. */
  public static final ApiVersion REQUIRED = new ApiVersion(1, 35);

  private static final Pattern PATTERN = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(\\.\\d{1,6})?");

  /** The version that is all of the text. */
  public static Optional<ApiVersion> parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** Whether the agent takes it. */
  public boolean suffices() {
    return major > REQUIRED.major || major == REQUIRED.major && minor >= REQUIRED.minor;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
