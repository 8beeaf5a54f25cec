package dev.provision.report;

import dev.provision.fleet.Fleet;
import dev.provision.fleet.Since;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/**
 * A fleet as one page that needs nothing else: the data as JSON in it, and a script that draws them
 * as text. The page's own policy lets no other script run, whatever is in the data.
 */
public final class FleetHtml {
  private static final String PAGE = "fleet.html";

  private FleetHtml() {}

  /**
   * Writes the page.
   *
   * @param when it was written
   * @throws IOException when it cannot be
   */
  public static void write(Fleet fleet, Optional<Since> since, Instant when, Writer out)
      throws IOException {
    String page = page();
    String[] aroundData =
        page.replace("@STYLE@", hash(between(page, "<style>", "</style>")))
            .replace("@SCRIPT@", hash(between(page, "<script>", "</script>")))
            .replace("@WHEN@", when.truncatedTo(ChronoUnit.SECONDS).toString())
            .split("@DATA@", 2);
    out.write(aroundData[0]);
    JsonText.inPage(FleetJson.of(fleet, since), out);
    out.write(aroundData[1]);
  }

  private static String between(String page, String begin, String end) {
    int from = page.indexOf(begin) + begin.length();
    return page.substring(from, page.indexOf(end, from));
  }

  /** As a Content-Security-Policy has it; CSP Level 3, 2.3.1. */
  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  private static String page() {
    try (InputStream page = FleetHtml.class.getResourceAsStream(PAGE)) {
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
