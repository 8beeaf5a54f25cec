package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.vm.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * What {@code provision podman} promises of a real podman, wherever it runs. The store must be the
 * test's own: it is pruned.
 *
 * @param verb runs the tool with a verb and its words, and with what leads it to the podman
 * @param image one that is there, with busybox at {@code shell}
 * @param shell how to start a busybox shell in it, such as {@code /busybox sh}
 */
record PodmanContract(Function<List<String>, Result> verb, String image, List<String> shell) {
  private static final JsonMapper JSON = new JsonMapper();

  /** All of it, in an order in which each leaves nothing for the next. */
  void holds(String podmanVersion, Path scratch) throws IOException {
    tellsItsVersion(podmanVersion);
    describes();
    runs();
    keepsTheEndOfALongLog();
    tellsWhatIsNoText();
    timeRunsOut();
    limitsAreSeenFromInside();
    volumesAreSeen(scratch);
    tellsWhatCannotStart();
    killsAndPrunes();
    builds(scratch);
    aBuildThatFails(scratch);
    removesImages();
  }

  void tellsItsVersion(String podmanVersion) {
    JsonNode version = data(run("version"));
    assertThat(version.path("podman").asText()).startsWith(podmanVersion + ".");
    assertThat(version.path("api").asText()).isEqualTo(version.path("podman").asText());
    assertThat(version.path("least_api").asText()).isEqualTo("4.0.0");
    assertThat(data(run("ping")).path("socket").asText()).isNotEmpty();
  }

  void describes() {
    assertThat(data(run("info")).at("/info/host/security/rootless").isBoolean()).isTrue();
    JsonNode images = data(run("images")).path("images");
    assertThat(images.toString()).contains("\"" + image + "\"");
    assertThat(run("exists", image).status()).isZero();
    assertThat(run("exists", "no/such/image").status()).isEqualTo(2);
    JsonNode inspected = data(run("inspect", image));
    assertThat(inspected.path("type").asText()).isEqualTo("image");
    assertThat(inspected.at("/object/Id").asText()).hasSize(64);
    Result missing = run("inspect", "no/such/image");
    assertThat(missing.status()).isEqualTo(125);
    assertThat(document(missing).path("status").asInt()).isEqualTo(404);
  }

  void runs() {
    Result result = inShell(List.of("--rm"), "echo out; echo err >&2; echo more; exit 3");
    JsonNode data = data(result);
    assertThat(result.status()).isEqualTo(3);
    assertThat(data.path("exit_code").asInt()).isEqualTo(3);
    assertThat(data.path("stdout").asText()).isEqualTo("out\nmore\n");
    assertThat(data.path("stderr").asText()).isEqualTo("err\n");
    assertThat(data.path("removed").asBoolean()).isTrue();
    assertNoContainers();

    Result kept = inShell(List.of("--name", "kept"), "exit 0");
    assertThat(kept.status()).as(kept.everything()).isZero();
    JsonNode container = data(run("ps", "--all")).path("containers").path(0);
    assertThat(container.path("names").path(0).asText()).isEqualTo("kept");
    assertThat(container.path("exit_code").asInt(-1)).isZero();
    assertThat(data(run("ps")).path("containers")).isEmpty();
    Result again = inShell(List.of("--name", "kept"), "exit 0");
    assertThat(again.status()).isEqualTo(125);
    assertThat(document(again).path("error").asText()).contains("already in use");
    assertThat(data(run("prune")).path("containers")).hasSize(1);
    assertNoContainers();
  }

  void keepsTheEndOfALongLog() {
    JsonNode data =
        data(inShell(List.of("--rm"), "yes 0123456 | head -n 1000000; echo the end; echo x >&2"));
    assertThat(data.path("stdout_bytes").asLong()).isEqualTo(8_000_000 + 8);
    assertThat(data.path("stdout_truncated").asBoolean()).isTrue();
    assertThat(data.path("stdout").asText()).hasSize(1024 * 1024).endsWith("0123456\nthe end\n");
    assertThat(data.path("stderr").asText()).isEqualTo("x\n");
  }

  void tellsWhatIsNoText() {
    JsonNode data = data(inShell(List.of("--rm"), "printf 'a\\377\\000b'"));
    assertThat(Base64.getDecoder().decode(data.path("stdout_base64").asText()))
        .containsExactly('a', 0xff, 0, 'b');
  }

  void timeRunsOut() {
    Result result = inShell(List.of("--timeout", "2"), "echo waiting; trap '' TERM; sleep 300");
    JsonNode data = data(result);
    assertThat(result.status()).isEqualTo(124);
    assertThat(data.path("timed_out").asBoolean()).isTrue();
    assertThat(data.path("removed").asBoolean()).isTrue();
    assertThat(data.path("exit_code").isNull()).isTrue();
    assertThat(data.path("stdout").asText()).isEqualTo("waiting\n");
    assertNoContainers();
  }

  /** Where there are cgroups: a chroot has none. */
  void limitsAreSeenFromInside() {
    boolean cgroups =
        data(run("info")).at("/info/host/cgroupControllers").toString().contains("memory");
    if (!cgroups) {
      return;
    }
    String seen =
        data(inShell(
                List.of("--rm", "--memory", "64m", "--memory-swap", "96m", "--cpus", "0.5"),
                "cd /sys/fs/cgroup; cat memory.max memory.swap.max cpu.max"))
            .path("stdout")
            .asText();
    assertThat(seen).isEqualTo("67108864\n33554432\n50000 100000\n");
  }

  void volumesAreSeen(Path scratch) {
    String script = "echo kept >/v/file; mount | grep -c ' on /t type tmpfs'";
    Result first =
        inShell(List.of("--rm", "--volume", "vol:/v", "--mount", "type=tmpfs,target=/t"), script);
    assertThat(data(first).path("stdout").asText()).as(first.everything()).isEqualTo("1\n");
    Result second =
        inShell(List.of("--rm", "--volume", "vol:/v:ro"), "cat /v/file; echo x >/v/file");
    assertThat(data(second).path("stdout").asText()).isEqualTo("kept\n");
    assertThat(second.status()).isNotZero();
    assertThat(run("exists", "vol", "--type", "volume").status()).isZero();
    assertThat(data(run("inspect", "vol")).at("/object/Name").asText()).isEqualTo("vol");
    JsonNode pruned = data(run("prune", "--volumes"));
    assertThat(run("exists", "vol").status()).as(pruned.toString()).isEqualTo(2);
  }

  void tellsWhatCannotStart() {
    Result result = run("run", "--network", "none", image, "/no/such/program");
    assertThat(result.status()).isEqualTo(125);
    assertThat(document(result).path("error").asText()).contains("/no/such/program");
    assertNoContainers();
  }

  void killsAndPrunes() {
    assertThat(run("kill", "nobody").status()).isEqualTo(125);
    Thread killer =
        new Thread(
            () -> {
              while (run("kill", "victim", "--signal", "KILL").status() != 0) {
                Thread.onSpinWait();
              }
            });
    killer.start();
    Result killed = inShell(List.of("--name", "victim", "--timeout", "120"), "sleep 300");
    assertThat(killed.status()).as(killed.everything()).isEqualTo(137);
    assertThat(data(run("prune")).path("containers")).hasSize(1);
  }

  void builds(Path scratch) throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("build"));
    Files.writeString(folder.resolve(".containerignore"), "*\n!sent*\n");
    Files.writeString(folder.resolve("ignored"), "x");
    Files.writeString(folder.resolve("sent"), "text\n");
    Files.deleteIfExists(folder.resolve("sent-link"));
    Files.createSymbolicLink(folder.resolve("sent-link"), Path.of("sent"));
    String command = words(shell);
    Files.writeString(
        folder.resolve("Dockerfile"),
        """
        FROM %s AS first
        ARG WORD=none
        COPY . /context
        RUN [%s, "-c", "echo $WORD >/word"]
        FROM first
        """
            .formatted(image, command));
    Result built =
        run(
            "build",
            folder.toString(),
            "--tag",
            "built:1",
            "--build-arg",
            "WORD=a b&c",
            "--network",
            "none");
    assertThat(built.status()).as(built.everything()).isZero();
    assertThat(built.stderr()).contains("COPY . /context");
    JsonNode data = data(built);
    assertThat(data.path("files").asInt()).isEqualTo(4);
    assertThat(data(run("inspect", "built:1")).at("/object/Id").asText())
        .isEqualTo(data.path("image").asText());
    var words = new ArrayList<>(List.of("run", "--rm", "--network", "none", "built:1"));
    words.addAll(shell);
    words.addAll(
        List.of("-c", "cat /word; for f in /context/*; do echo $f; done; cat /context/sent-link"));
    assertThat(data(verb.apply(words)).path("stdout").asText())
        .isEqualTo("a b&c\n/context/sent\n/context/sent-link\ntext\n");
  }

  void aBuildThatFails(Path scratch) throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("failing"));
    Files.writeString(
        folder.resolve("Dockerfile"),
        "FROM %s\nRUN [%s, \"-c\", \"echo before; exit 3\"]\n".formatted(image, words(shell)));
    Result failed = run("build", folder.toString(), "--network", "none");
    assertThat(failed.status()).as(failed.everything()).isEqualTo(125);
    assertThat(failed.stderr()).contains("before");
    assertThat(document(failed).path("error").asText()).contains("exit status 3");
  }

  void removesImages() {
    // Podman 4 removes what there is all the same, podman 5 nothing.
    Result missing = run("rmi", "no/such:1");
    assertThat(missing.status()).isEqualTo(125);
    assertThat(document(missing).path("errors").toString()).contains("no/such:1");
    Result removed = run("rmi", "built:1");
    assertThat(data(removed).path("untagged").toString()).contains("built:1");
    assertThat(removed.status()).isZero();
    assertThat(run("exists", "built:1").status()).isEqualTo(2);
    // The failed build has left its first steps.
    run("prune");
  }

  private Result inShell(List<String> options, String script) {
    var words = new ArrayList<>(List.of("run", "--network", "none"));
    words.addAll(options);
    words.add(image);
    words.addAll(shell);
    words.addAll(List.of("-c", script));
    return verb.apply(words);
  }

  private Result run(String... words) {
    return verb.apply(List.of(words));
  }

  private void assertNoContainers() {
    assertThat(data(run("ps", "--all")).path("containers")).isEmpty();
  }

  private static String words(List<String> words) {
    return "\"" + String.join("\", \"", words) + "\"";
  }

  private static JsonNode data(Result result) {
    JsonNode document = document(result);
    assertThat(document.path("success").asBoolean()).as(result.everything()).isTrue();
    return document.path("data");
  }

  private static JsonNode document(Result result) {
    try {
      return JSON.readTree(result.stdout());
    } catch (IOException e) {
      throw new AssertionError(result.everything(), e);
    }
  }
}
