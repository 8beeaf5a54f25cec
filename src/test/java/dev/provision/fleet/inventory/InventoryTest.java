package dev.provision.fleet.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.provision.fleet.inventory.Inventory.Source;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryTest {
  private static final Path FILES = Path.of("src/test/resources/inventory");

  @Test
  void aListHasAHostALine() throws IOException {
    List<FleetHost> hosts =
        read(
            "\uFEFF# all of them\n\none.example.com\r\n  ops@two:2222   # of Monday\n"
                + "[fd00::1]:22 name=six alias=tunnel fingerprint=SHA256:x jump=a,b@c:1"
                + " identity=~/k profile=./p.toml groups=red,blue\n");
    assertThat(hosts)
        .extracting(FleetHost::name)
        .containsExactly("one.example.com", "two:2222", "six");
    assertThat(hosts.get(1).user()).contains("ops");
    assertThat(hosts.get(2))
        .isEqualTo(
            new FleetHost(
                "six",
                Optional.of("[fd00::1]:22"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("~/k"),
                Optional.of("tunnel"),
                Optional.of("SHA256:x"),
                Optional.of("a,b@c:1"),
                Optional.of("./p.toml"),
                List.of("red", "blue")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "# nobody                 | list: names no host",
        "a 10.0.0.1               | list:1: has 10.0.0.1, which says nothing",
        "a port=0                 | list:1: has the port 0",
        "a user=                  | list:1: has no value for user",
        "a user=b user=c          | list:1: has user twice",
        "x@a user=b               | list:1: names two users",
        "user=b a                 | list:1: begins with user=b",
        "{\"all\": 1              | : is no JSON",
        "{\"hosts\": []}          | list: is no inventory",
        "[{\"name\": \"a\"}]      | list: [0]: is neither an instance",
        "[{\"id\":\"a\",\"instanceId\":\"1\"}] | az: there are instances of a scale set and no network",
        "[{\"ipConfigurations\":[]}] | az: there are network interfaces and no instances",
      })
  void whatIsUnsoundIsSaidWithItsPlace(String text, String said) {
    assertThatThrownBy(() -> read(text + "\n"))
        .isInstanceOf(InvalidInventoryException.class)
        .hasMessageContaining(said);
  }

  @Test
  void allProblemsAreToldAtOnce() {
    var thrown =
        catchThrowableOfType(
            InvalidInventoryException.class, () -> read("a\nb port=x\na\nc what\n"));
    assertThat(thrown.problems())
        .extracting(problem -> problem.place() + " " + problem.message())
        .containsExactly(
            "list:2 has the port x",
            "list:3 the host a is there twice, first at list:1",
            "list:4 has what, which says nothing");
  }

  /** From the real program, so its form is what it prints. */
  @Test
  void ansibleSaysWhoIsInWhichGroup() throws Exception {
    Process ansible =
        new ProcessBuilder(
                "ansible-inventory", "-i", FILES.resolve("ansible.ini").toString(), "--list")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String list = new String(ansible.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<FleetHost> hosts = read(list);
    assertThat(hosts)
        .extracting(FleetHost::name)
        .containsExactlyInAnyOrder("plain.example.com", "agent1", "agent2");
    FleetHost agent =
        hosts.stream().filter(it -> it.name().equals("agent1")).findFirst().orElseThrow();
    assertThat(agent)
        .isEqualTo(
            new FleetHost(
                "agent1",
                Optional.of("10.0.0.5"),
                Optional.of(2222),
                Optional.of("ops"),
                Optional.of("/keys/agents"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("ado-runner-strict"),
                List.of("agents", "all", "all_runners")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"ansible_host\": \"{{ ip }}\" | h.ansible_host: has a value that only Ansible",
        "\"ansible_port\": \"ssh\"      | h.ansible_port: is ssh",
        "\"ansible_connection\": \"local\" | h.ansible_connection: is local",
      })
  void ansiblesOwnAffairsAreRefused(String variable, String said) {
    assertThatThrownBy(() -> read("{\"_meta\": {\"hostvars\": {\"h\": {" + variable + "}}}}"))
        .hasMessageContaining(said);
  }

  /** Both documents, in either order and in one stream; the id's case does not count. */
  @Test
  void azureSaysNamesAndAddressesApart() throws IOException {
    String instances = Files.readString(FILES.resolve("instances.json"));
    String nics = Files.readString(FILES.resolve("nics.json"));
    List<FleetHost> hosts = read(instances + nics);
    assertThat(hosts)
        .extracting(FleetHost::name)
        .containsExactly("agents_3", "agents_4", "agents_5");
    assertThat(hosts)
        .extracting(FleetHost::address)
        .containsExactly(Optional.of("10.0.0.7"), Optional.of("10.0.0.8"), Optional.empty());
    assertThat(hosts).extracting(FleetHost::groups).containsOnly(List.of("agents"));
    assertThat(Inventory.read(List.of(source("n", nics), source("i", instances)))).isEqualTo(hosts);
  }

  /** Agents of a scale set are scaled down to none, at night above all. */
  @Test
  void aScaleSetMayBeEmpty() throws IOException {
    assertThat(read("[]\n[]\n")).isEmpty();
  }

  /** Whatever it is given, it answers or says why not. */
  @Test
  void anyTextIsReadOrRefused() {
    var random = new Random(20261123);
    String letters = "{}[]\":,@#=ab1 \n\\\u0000\u202E";
    for (int i = 0; i < 3000; i++) {
      var text = new StringBuilder();
      random
          .ints(random.nextInt(60), 0, letters.length())
          .forEach(it -> text.append(letters.charAt(it)));
      try {
        read(text.toString());
      } catch (InvalidInventoryException e) {
        assertThat(e.problems()).isNotEmpty();
      } catch (IOException e) {
        throw new AssertionError(text.toString(), e);
      }
    }
  }

  /** 20,000 hosts take no more than a moment, and no more memory than they need. */
  @Test
  void aLongListIsNoTrouble() throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append("10.")
          .append(i >> 16)
          .append('.')
          .append(i >> 8 & 255)
          .append('.')
          .append(i & 255)
          .append(" name=agent")
          .append(i)
          .append('\n');
    }
    assertThat(read(text.toString())).hasSize(20_000);
  }

  private static List<FleetHost> read(String text) throws IOException {
    return Inventory.read(new ArrayList<>(List.of(source("list", text))));
  }

  private static Source source(String name, String text) {
    return new Source(name, new StringReader(text));
  }
}
