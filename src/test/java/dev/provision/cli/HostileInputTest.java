package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.cli.Cli.Run;
import dev.provision.podman.FakePodman;
import dev.provision.podman.http.FakeServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines, profiles, the environment and podman, each saying what it should not. */
@Timeout(120)
class HostileInputTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  @Test
  void wordsThatAreNotUnderstood() {
    for (String text : HostileHostTest.texts()) {
      for (List<String> words :
          List.of(
              List.of(text),
              List.of("help", text),
              List.of("plan", "--" + text),
              List.of("plan", "--profile", text, "--host", "h"),
              List.of("plan", "--profile", "ado-runner", "--host", text),
              List.of("plan", "--profile", "ado-runner", "--host", "h", "--host-key", text),
              List.of("verify", "--profile", "ado-runner", "--local", "--report", text),
              List.of("verify", "--profile", "ado-runner", "--local", "--format", text),
              List.of("verify", "--profile", "ado-runner", "--local", "--skip", text),
              List.of("drift", "--profile", "ado-runner", "--inventory", text),
              List.of("drift", "--profile", "ado-runner", "--inventory", "-", "--shard", text),
              List.of("drift", "merge", text),
              List.of("rollback", "--local", "--to", text),
              List.of("explain", "--profile", "ado-runner", text),
              List.of("render", "--profile", "ado-runner", "--file", text),
              List.of("export", "pipeline", "--profile", text, "--out", "x"),
              List.of("podman", text),
              List.of("podman", "ps", "--socket", text))) {
        judge(words);
      }
    }
  }

  @Test
  void profiles() throws IOException {
    for (String text : HostileHostTest.texts()) {
      String value = JSON.writeValueAsString(text);
      for (String profile :
          List.of(
              text,
              "name = " + value,
              "[agent]\nname = " + value + "\n[agent.environment]\nA = " + value,
              value + " = 1\n[" + value + "]\nx = " + value,
              "base = \"ado-runner\"\nagent.groups = [" + value + "]")) {
        Files.write(folder.resolve("p.toml"), profile.getBytes(StandardCharsets.UTF_8));
        judge(List.of("validate", "--profile", "./p.toml"));
        judge(List.of("render", "--profile", "./p.toml"));
      }
      for (String key : List.of("agent.environment.A", "name", "registries.unqualified-search")) {
        judge(List.of("render", "--profile", "ado-runner", "--set", key + "=" + text));
      }
      judge(
          List.of(
              "render",
              "--profile",
              "ado-runner",
              "--set",
              "agent.environment.A=" + text,
              "--file",
              "/etc/profile.d/agent_env_vars.sh"));
    }
  }

  /** With the stack trace of what went wrong, which has the message in it. */
  private void judge(List<String> words) {
    // The system allows no such word.
    if (words.stream().anyMatch(it -> it.indexOf('\0') >= 0)) {
      return;
    }
    var debugged = new ArrayList<>(words);
    debugged.add("--debug");
    Run run = new Cli().in(folder).run(debugged.toArray(String[]::new));
    assertThat(run.stderr() + run.stdout()).doesNotContain("a bug in provision");
    Harmless.plain(run);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version",
        "ping",
        "info",
        "images",
        "ps --all",
        "inspect x",
        "exists x",
        "rmi x",
        "kill x",
        "prune",
        "run i x",
        "build c --tag x",
      })
  void podman(String verb) throws IOException {
    Files.createDirectory(folder.resolve("c"));
    Files.writeString(folder.resolve("c/Dockerfile"), "FROM scratch\n");
    for (String text : HostileHostTest.texts()) {
      String value = JSON.writeValueAsString(text);
      for (String answer :
          List.of(
              FakeServer.json(500, "{\"cause\":" + value + ",\"message\":" + value + "}"),
              FakeServer.json(200, JSON.writeValueAsString(Map.of(text, text, "Id", text))),
              FakeServer.json(
                  200,
                  JSON.writeValueAsString(
                      List.of(
                          Map.of(
                              "Id",
                              text,
                              "Names",
                              List.of(text),
                              "State",
                              text,
                              "Err",
                              text,
                              "RepoTags",
                              List.of(text),
                              "Image",
                              text,
                              "Labels",
                              Map.of(text, text))))),
              FakeServer.json(200, "{\"stream\":" + value + "}{\"error\":" + value + "}"),
              "HTTP/1.1 200 " + text + "\r\n\r\n" + text,
              text)) {
        Files.deleteIfExists(folder.resolve("s"));
        try (var fake = new FakePodman(folder.resolve("s"))) {
          for (String method : List.of("GET", "POST", "DELETE", "HEAD")) {
            fake.on(
                method,
                (body, out) -> {
                  out.write(answer.getBytes(StandardCharsets.UTF_8));
                  throw new IOException("its end");
                });
          }
          Run run = new Cli().in(folder).with("PODMAN_SOCKET_PATH", "s").line("podman " + verb);
          Harmless.plain(run);
          assertThat(JSON.readTree(run.stdout()).path("success").isBoolean()).isTrue();
        }
      }
    }
  }
}
