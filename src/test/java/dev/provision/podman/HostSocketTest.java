package dev.provision.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.podman.http.Connection;
import dev.provision.podman.http.FakeServer;
import dev.provision.transport.Conversation;
import dev.provision.transport.Duplex;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import dev.provision.transport.Transport;
import dev.provision.transport.UnreachableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is asked of a host, and what is made of what it says. */
class HostSocketTest {
  private final List<String> advice = new ArrayList<>();
  private final FakeHost host = new FakeHost();

  /** A FAKE of a host whose bridge says what the test says. */
  private static final class FakeHost implements Transport {
    final List<Script> scripts = new ArrayList<>();
    final ByteArrayOutputStream received = new ByteArrayOutputStream();
    String answer = "";
    String lastWords = "note:";

    @Override
    public String name() {
      return "u@h:22";
    }

    @Override
    public Outcome run(Script script, Consumer<String> onLine) {
      throw new AssertionError("only a bridge was expected");
    }

    @Override
    public Outcome converse(Script script, Conversation conversation) {
      throw new AssertionError("only a bridge was expected");
    }

    @Override
    public Duplex open(Script script) {
      scripts.add(script);
      InputStream output = new ByteArrayInputStream(answer.getBytes(StandardCharsets.ISO_8859_1));
      return new Duplex() {
        @Override
        public InputStream output() {
          return output;
        }

        @Override
        public OutputStream input() {
          return received;
        }

        @Override
        public String lastWords() {
          return lastWords;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void close() {}
  }

  private Podman podman(Optional<String> path) {
    return new Podman(new HostSocket(host, "AzDevOps", path, advice::add));
  }

  @Test
  void valuesTravelAsArguments() {
    host.answer = FakeServer.json(200, "OK");
    try (Podman podman = podman(Optional.of("/x y/$(z)"))) {
      podman.ping();
    }

    Script script = host.scripts.get(0);
    assertThat(script.arguments()).containsExactly("AzDevOps", "/x y/$(z)");
    assertThat(script.text()).isEqualTo(HostSocket.program()).doesNotContain("/x y/");
    assertThat(script.limit()).isGreaterThan(Duration.ofSeconds(60));
    assertThat(host.received.toString(StandardCharsets.US_ASCII))
        .isEqualTo("GET /_ping HTTP/1.1\r\nHost: podman\r\n\r\n");
    assertThat(advice).isEmpty();
  }

  @Test
  void theLastWordsTellWhyThereIsNoAnswer() {
    host.lastWords = "/run/user/1001/podman/podman.sock: there is no such socket for AzDevOps";
    try (Podman podman = podman(Optional.empty())) {
      assertThatThrownBy(podman::ping)
          .isInstanceOf(UnreachableException.class)
          .hasMessage("u@h:22: the podman of AzDevOps: " + host.lastWords);
    }
  }

  @Test
  void aBridgeThatWasThereIsNotToBlame() {
    host.lastWords = "note: perl carries the bytes";
    host.answer = FakeServer.json(200, "OK").substring(0, 20);
    try (Podman podman = podman(Optional.empty())) {
      assertThatThrownBy(podman::ping)
          .hasMessage(
              "u@h:22: the podman of AzDevOps: hung up in the middle of the answer to GET /_ping");
    }
    assertThat(advice).containsExactly("note: perl carries the bytes\n");
  }

  @Test
  void whatThereIsToSayOfAConnectionIsSaidOnce() {
    host.lastWords = "note: perl carries the bytes";
    var socket = new HostSocket(host, "a", Optional.empty(), advice::add);
    Connection connection = socket.connect(Duration.ofSeconds(1), Duration.ofSeconds(1));

    connection.close();
    connection.close();

    assertThat(advice).containsExactly("note: perl carries the bytes\n");
  }

  @Test
  void anAgentHasTheNameOfAnAccount() {
    for (String name : List.of("", "-x", "a b", "a;b", "$(a)", "a".repeat(33))) {
      assertThatThrownBy(() -> new HostSocket(host, name, Optional.empty(), advice::add))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
