package dev.provision.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.fleet.Difference;
import dev.provision.fleet.Difference.Item;
import dev.provision.fleet.Fleet;
import dev.provision.fleet.HostState;
import dev.provision.fleet.Since;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a fleet as a browser shows it, with hosts that would like to run something there. */
class FleetPageIT {
  /** Each would rename the page if anything of it ran. */
  private static final List<String> HOSTILE =
      List.of(
          "<img src=x onerror=\"document.title='ran'\">",
          "</script><script>document.title='ran'</script>",
          "<!--<script>",
          "javascript:document.title='ran'",
          "'\"><svg onload=document.title='ran'>",
          "\u2028document.title='ran'",
          "__proto__",
          "\\u003cscript>",
          "]]>&lt;b&gt;${1}$&@DATA@");

  @TempDir Path folder;

  @Test
  void hostileTextIsShownAndRunsNothing() throws Exception {
    var fleet = new Fleet();
    for (String text : HOSTILE) {
      var item =
          new Item(text, text, text, "--- a\n+++ b\n@@ -1 +1 @@\n-" + text + "\n+" + text + "\n");
      Optional<Difference> difference = Optional.of(Difference.of(List.of(item)));
      Results.add(fleet, text, HostState.DRIFTED, difference, "");
      Results.add(fleet, "u" + text, HostState.UNREACHABLE, difference, text);
    }
    String shown = shown(fleet, Optional.of(Since.of(new Fleet(), fleet)));
    assertThat(shown).contains("<title>provision drift</title>").doesNotContain("<img", "<svg");
    String body = shown.substring(0, shown.indexOf("<script type"));
    assertThat(body)
        .contains("18 hosts: 9 unreachable, 9 drifted")
        .contains("&lt;img src=x onerror=\"document.title='ran'\"&gt;")
        .contains("&lt;/script&gt;&lt;script&gt;document.title='ran'&lt;/script&gt;")
        .contains("<dt>__proto__</dt>")
        .contains("<li>new, 18: ");
    assertThat(body.split("<tr>")).as("rows, one of them the head").hasSize(20);
  }

  @Test
  void fiveThousandHostsAreShownAtOnce() throws Exception {
    var fleet = new Fleet();
    for (int i = 0; i < 5_000; i++) {
      Optional<Difference> difference =
          i % 50 == 0 ? Optional.of(Difference.of(Results.drifted())) : Optional.empty();
      Results.add(
          fleet,
          "agent" + i,
          difference.isPresent() ? HostState.DRIFTED : HostState.IN_SYNC,
          difference,
          "");
    }
    String shown = shown(fleet, Optional.empty());
    assertThat(shown)
        .contains("5000 hosts: 100 drifted, 4900 in sync")
        .contains("drifted, 100 hosts</strong>");
    assertThat(shown.split("class=\"in-sync\"")).hasSize(4901);
  }

  private String shown(Fleet fleet, Optional<Since> since)
      throws IOException, InterruptedException {
    Path page = folder.resolve("fleet.html");
    try (Writer out = Files.newBufferedWriter(page)) {
      FleetHtml.write(fleet, since, Instant.EPOCH, out);
    }
    var words =
        new ArrayList<>(
            List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--enable-logging=stderr"));
    words.addAll(
        List.of("--user-data-dir=" + folder.resolve("home"), "--dump-dom", page.toUri() + ""));
    Path out = folder.resolve("dom");
    Process browser =
        new ProcessBuilder(words)
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("log").toFile())
            .start();
    assertThat(browser.waitFor(2, TimeUnit.MINUTES)).as("the browser ends").isTrue();
    assertThat(Files.readString(folder.resolve("log"), StandardCharsets.ISO_8859_1))
        .as("refused by the page's policy, or an error of its script")
        .doesNotContain("Content Security Policy", "Uncaught");
    return Files.readString(out);
  }
}
