package dev.provision.report;

import dev.provision.fleet.Fleet;
import dev.provision.fleet.Since;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
   * The page.
   *
   * @param when it was written
   */
  public static String of(Fleet fleet, Optional<Since> since, Instant when) {
    String page = page();
    return page.replace("@STYLE@", hash(between(page, "<style>", "</style>")))
        .replace("@SCRIPT@", hash(between(page, "<script>", "</script>")))
        .replace("@WHEN@", when.truncatedTo(ChronoUnit.SECONDS).toString())
        .replace("@DATA@", data(fleet, since));
  }

  /** No tag can begin in it, and so none can end it. */
  private static String data(Fleet fleet, Optional<Since> since) {
    return JsonText.data(FleetJson.of(fleet, since))
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
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
