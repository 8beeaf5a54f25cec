package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.cli.Cli.Run;
import dev.provision.engine.DriftResult;
import dev.provision.fleet.HostState;
import dev.provision.report.Results;
import dev.provision.testing.AzureAgent.Found;
import dev.provision.testing.Filled;
import dev.provision.transport.UnreachableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inventories, hosts and earlier results that say what they should not. */
class HostileFleetTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String FORMAT = " --format ";
  private static final String REPORTS =
      " --report html=r/i.html --report json=r/d.json --report junit=r/j.xml"
          + " --report markdown=r/s.md";

  @TempDir Path folder;

  @BeforeEach
  void reports() throws IOException {
    Files.createDirectory(folder.resolve("r"));
  }

  /** Of the hosts that are well named in spite of all, each difference is told. */
  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "markdown", "junit", "ado"})
  void inventoriesAndHosts(String format) throws IOException {
    int asked = 0;
    for (String text : HostileHostTest.texts()) {
      write("plain", text + "\ndrifted\ngone name=x user=" + text);
      write("ansible", ansible(text));
      write("vmss", instances(text));
      // Each text meets each format, and over the formats each inventory.
      String inventory = one(List.of("plain", "ansible", "vmss"), text, format);
      Cli cli = cli(text);
      Run run =
          cli.line(
              "drift --profile ado-runner --inventory " + inventory + FORMAT + format + REPORTS);
      asked += cli.host.connected.size();
      judge(run, format);
    }
    assertThat(asked).isGreaterThan(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "markdown", "junit", "ado"})
  void earlierResults(String format) throws IOException {
    write("hosts", "drifted\ngone\n");
    List<String> commands =
        List.of(
            "drift merge last.json",
            "drift merge last.json --since last.json",
            "drift merge last.json last.json",
            "drift --profile ado-runner --inventory hosts --since last.json",
            "drift --profile ado-runner --inventory hosts --only-failed last.json");
    for (String text : HostileHostTest.texts()) {
      write("last.json", earlier(text));
      judge(cli(text).line(one(commands, text, format) + FORMAT + format + REPORTS), format);
      write("last.json", text);
      judge(cli(text).line("drift merge last.json" + FORMAT + format), format);
    }
  }

  private static <T> T one(List<T> of, String text, String format) {
    int number = List.of("text", "json", "markdown", "junit", "ado").indexOf(format);
    return of.get((text.length() + number) % of.size());
  }

  @Test
  void theLineOfATerminal() throws IOException {
    for (String text : HostileHostTest.texts()) {
      write("ansible", ansible(text));
      Run run =
          cli(text)
              .onTerminal()
              .line("drift --profile ado-runner --parallel 1 --inventory ansible");
      Harmless.plain(run);
      // Each line is written where the one before it was.
      assertThat(run.stderr().replace("\r\u001b[K", "")).doesNotContain("\r", "\u001b");
    }
  }

  /** Each that a reader should see, and nobody else's. */
  @Test
  void issuesComeBackAsTheyWereMeant() throws IOException {
    String text = "50%;]\n%0A%AZP25 ##vso[task.complete result=Succeeded;]x";
    write("hosts", "gone\n");
    List<Found> commands =
        Harmless.ado(cli(text).line("drift --profile ado-runner --inventory hosts --format ado"));
    assertThat(commands)
        .filteredOn(it -> it.name().equals("task.logissue"))
        .containsExactly(
            new Found(
                "task.logissue",
                Map.of("type", "warning"),
                "provision drift: unreachable, 1 host (gone):"
                    + " 50%;] %0A%AZP25 ##_vso[task.complete result=Succeeded;]x"));
  }

  private void judge(Run run, String format) throws IOException {
    assertThat(run.stdout() + run.stderr()).doesNotContain("a bug in provision");
    if (format.equals("ado")) {
      Harmless.ado(run);
    } else {
      Harmless.plain(run);
    }
    Harmless.files(folder.resolve("r"));
    if (format.equals("json")) {
      assertThat(JSON.readTree(run.stdout()).path("success").isBoolean()).isTrue();
    }
    Path page = folder.resolve("r/i.html");
    if (Files.exists(page)) {
      // The data and the script; nothing in the data begins or ends a third one.
      assertThat(Files.readString(page).split("(?i)</?script", -1)).hasSize(5);
    }
  }

  private Cli cli(String text) {
    var cli = new Cli().in(folder);
    cli.host.driftOf =
        host -> {
          if (host.contains("gone")) {
            throw new UnreachableException(text);
          }
          return host.contains("drifted") ? Filled.with(text, DriftResult.class) : Results.live();
        };
    return cli;
  }

  /** A file cannot hold half a character. */
  private void write(String name, String text) throws IOException {
    Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private static String ansible(String text) throws IOException {
    var hosts =
        Map.of(
            text,
            Map.of("ansible_host", "drifted"),
            text + "2",
            Map.of("ansible_host", "gone", "provision_alias", "x"),
            "key",
            Map.of("ansible_host", "drifted-2", "ansible_port", 22),
            "odd",
            Map.of("ansible_host", text, "ansible_user", text, "provision_jump", text));
    boolean odd = text.length() % 2 == 0;
    var names = new ArrayList<>(List.of(text, text + "2", "key"));
    if (odd) {
      names.add("odd");
    }
    return JSON.writeValueAsString(
        Map.of("_meta", Map.of("hostvars", hosts), text + "-group", Map.of("hosts", names)));
  }

  private static String instances(String text) throws IOException {
    var instance =
        Map.of(
            "id",
            "/a/" + text,
            "instanceId",
            "1",
            "name",
            text,
            "osProfile",
            Map.of("computerName", text));
    var nic =
        Map.of(
            "virtualMachine", Map.of("id", "/a/" + text),
            "ipConfigurations", List.of(Map.of("privateIPAddress", "drifted")));
    return JSON.writeValueAsString(List.of(instance)) + JSON.writeValueAsString(List.of(nic));
  }

  /** As nobody of ours writes it. */
  private static String earlier(String text) throws IOException {
    List<Map<String, Object>> hosts =
        Stream.of(HostState.values())
            .<Map<String, Object>>map(
                it ->
                    Map.of(
                        "host",
                        text + it,
                        "address",
                        text,
                        "profile",
                        text,
                        "groups",
                        List.of(text),
                        "state",
                        it.toString(),
                        "difference",
                        text,
                        "message",
                        text))
            .toList();
    var item =
        Map.of("resource", text, "summary", text, "remedy", text, "diff", text + "\n+" + text);
    JsonNode document =
        JSON.valueToTree(
            Map.of(
                "success",
                true,
                "data",
                Map.of(
                    "hosts",
                    hosts,
                    "differences",
                    List.of(Map.of("id", text, "items", List.of(item))))));
    return document.toString();
  }
}
