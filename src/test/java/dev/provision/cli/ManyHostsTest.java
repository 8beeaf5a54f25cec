package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a fleet's hosts say is more than memory has room for, in every report and read again. */
class ManyHostsTest {
  private static final int HOSTS = 1_000;
  private static final String HEAP = "-Xmx40m";

  @TempDir Path folder;

  @Test
  void reportsAreWrittenAsTheyAreMade() throws Exception {
    assertThat((long) HOSTS * ManyHosts.EACH).isGreaterThan(30_000_000);
    Path inventory =
        Files.write(
            folder.resolve("hosts"),
            IntStream.range(0, HOSTS).mapToObj(i -> "agent-" + i + ".example.org").toList());
    var words = new ArrayList<>(List.of("drift", "--profile", "ado-runner", "--inventory"));
    words.add(inventory.toString());
    for (String kind : List.of("json", "html", "junit", "markdown")) {
      words.addAll(List.of("--report", kind + "=" + folder.resolve(kind)));
    }
    assertThat(process(words)).isEqualTo(2);
    for (String kind : List.of("json", "html", "junit", "markdown")) {
      assertThat(Files.size(folder.resolve(kind))).as(kind).isGreaterThan(HOSTS * 4_000L);
    }
    String json = folder.resolve("json").toString();
    String again = folder.resolve("again").toString();
    assertThat(
            process(List.of("drift", "merge", json, "--since", json, "--report", "json=" + again)))
        .isEqualTo(2);
    assertThat(hosts(folder.resolve("again"))).isEqualTo(HOSTS);
  }

  private int process(List<String> words) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                ManyHosts.class.getName()));
    command.addAll(words);
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(log.toFile())
            .start();
    int status = process.waitFor();
    assertThat(log).content().doesNotContain("OutOfMemory", "provision: ");
    return status;
  }

  private static int hosts(Path json) throws IOException {
    int hosts = 0;
    try (Reader text = Files.newBufferedReader(json);
        JsonParser tokens = new JsonMapper().createParser(text)) {
      for (JsonToken token = tokens.nextToken(); token != null; token = tokens.nextToken()) {
        boolean host = token == JsonToken.FIELD_NAME && tokens.currentName().equals("attempts");
        hosts += host ? 1 : 0;
      }
    }
    return hosts;
  }
}
