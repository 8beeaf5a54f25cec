package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A replay of the scale set's script on a lab's machine: it starts a stand-in for the agent, which
 * runs a job of one step, and that calls docker. See {@code src/test/resources/agent}.
 */
final class AgentStart {
  private final Map<String, String> files;
  private final List<String> killed;
  private final Lab lab;

  private AgentStart(Lab lab, Map<String, String> files, List<String> killed) {
    this.lab = lab;
    this.files = files;
    this.killed = killed;
  }

  /** As the text of versions 7 to 13 tells; an account that exists is left alone. */
  static AgentStart replay(Lab lab) {
    return replay(lab, "");
  }

  /** As later versions do: groups and permissions are set again. */
  static AgentStart replayOfLaterVersions(Lab lab) {
    return replay(lab, "ACCOUNT_AGAIN=1");
  }

  /** Ends with the job. Each extension of Azure runs in a scope below its own slice. */
  private static AgentStart replay(Lab lab, String variables) {
    ResourceFiles.archive(
        lab, "vsts-agent-linux-x64-0.tar.gz", "config.sh", "run.sh", "bin", "job");
    ResourceFiles.bring(lab, "enableagent.sh", "/agent/enableagent.sh");
    String said =
        lab.must(
            """
            cd /agent && [ ! -e .agent ] || exit
            curl -fsSO http://10.0.2.101/files/vsts-agent-linux-x64-0.tar.gz || exit
            systemd-run --quiet --scope --slice=azure-vmextensions.slice \
              env -i PATH="$PATH" %s bash ./enableagent.sh https://dev.azure.com/none 'the pool' \
              token --once >/var/log/enableagent.log 2>&1
            for i in $(seq 900); do [ ! -e _work/done ] || break; sleep 0.2; done
            cat /var/log/enableagent.log _work/step.log _work/done >&2 &&
            sed -n 's/^killed: /killed /p' _work/done &&
            cd _work/1/a && for file in *; do echo "$file $(base64 -w 0 "$file")"; done"""
                .formatted(variables));
    Map<String, String> files =
        said.lines()
            .map(line -> line.split(" ", 2))
            .filter(line -> !line[0].equals("killed"))
            .collect(Collectors.toMap(line -> line[0], line -> decoded(line[1])));
    List<String> killed =
        said.lines()
            .filter(line -> line.startsWith("killed "))
            .map(line -> line.substring("killed ".length()))
            .toList();
    return new AgentStart(lab, files, killed);
  }

  private static String decoded(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }

  private Result answer(String name) {
    assertThat(files).containsKey(name + ".status");
    return new Result(
        Integer.parseInt(files.get(name + ".status").strip()),
        files.get(name + ".out"),
        files.get(name + ".err"));
  }

  private String said(String name) {
    Result answer = answer(name);
    assertThat(answer.status()).as(name + ": " + answer.everything()).isZero();
    return answer.stdout();
  }

  /** The step sees the runner's podman, without root, and what it starts is one world. */
  AgentStart stepDrivesPodman() {
    Map<String, String> environment = new TreeMap<>();
    said("environment")
        .lines()
        .map(line -> line.split("=", 2))
        .forEach(pair -> environment.put(pair[0], pair[1]));
    assertThat(environment)
        .containsEntry("XDG_RUNTIME_DIR", "/run/user/1001")
        .containsEntry("DBUS_SESSION_BUS_ADDRESS", "unix:path=/run/user/1001/bus")
        .containsEntry("DOCKER_HOST", "unix:///run/user/1001/podman/podman.sock")
        .containsEntry("DOCKER_SOCK", "/run/user/1001/podman/podman.sock")
        .containsEntry("USER", "AzDevOps")
        .containsEntry("HOME", "/home/AzDevOps")
        .containsKey("VSTS_PROCESS_LOOKUP_ID");
    assertThat(said("command")).isEqualTo("/usr/local/bin/docker\n");
    assertThat(said("version")).startsWith("Client: ").contains("Podman Engine");
    assertThat(said("info")).isEqualTo("true /run/user/1001/containers\n");
    assertThat(said("run").lines().map(line -> line.strip().split(" +")[1]).toList())
        .as("on the host: root of the container, and the others")
        .startsWith("1001")
        .doesNotContain("0");
    assertThat(said("build")).matches("[0-9a-f]{64}\n");
    assertThat(said("built")).isEqualTo("here\n");
    for (String quiet : List.of("version", "info", "built", "by-cli", "by-api", "seen-by-cli")) {
      assertThat(answer(quiet).stderr()).as(quiet).isEmpty();
    }
    said("by-cli");
    said("by-api");
    assertThat(ofTheJob(said("seen-by-cli"))).containsExactlyInAnyOrder("by-cli", "by-api");
    assertThat(said("seen-by-api")).contains("\"/by-cli\"", "\"/by-api\"");
    return this;
  }

  /**
   * What the agent leaves when it kills all that carries the id of its job. A container survives,
   * whoever started it. One that the command started loses its network, and with podman 5.4 its
   * conmon, hence its exit code and its log: podman#15736; the first that would remove it fails,
   * and the second does it. Work done through the socket loses nothing: its processes are children
   * of the user's own systemd.
   *
   * @param helpers of a container that the command started
   */
  AgentStart endOfTheJobTakes(String... helpers) {
    assertThat(killed.stream().map(name -> name.replaceFirst("^pasta.*", "pasta")))
        .filteredOn(name -> !name.equals("catatonit"))
        .as("killed, beside the process that holds the user's name space")
        .containsExactlyInAnyOrder(helpers);
    assertThat(
            lab.must(
                "grep -l -a VSTS_PROCESS_LOOKUP_ID /proc/[0-9]*/environ 2>/dev/null | grep -v self;"
                    + " true"))
        .isEmpty();
    Result after =
        lab.step(
            "docker ps --filter status=running --format '{{.Names}}';"
                + " for i in cli api; do docker exec by-$i cat /proc/net/dev | sed -n 's/:.*//p'"
                + " | grep -v lo | xargs echo $i; done");
    assertThat(ofTheJob(after.stdout()))
        .as(after.everything())
        .containsExactlyInAnyOrder("by-cli", "by-api", "cli", "api eth0");
    return this;
  }

  /** Without the containers of the account's units. */
  private static Stream<String> ofTheJob(String names) {
    return names.lines().filter(name -> !name.startsWith("systemd-"));
  }

  /** The machine as it was before, but for what {@code ScaleSet} says that the script does. */
  void cleanUp() {
    String conmonIsGone =
        "docker rm -f -t 0 by-cli 2>&1 | grep 'conmon exited prematurely' >/dev/null && ";
    Result removed =
        lab.step(
            (killed.contains("conmon") ? conmonIsGone : "")
                + "docker rm -f -t 0 by-cli by-api >/dev/null && docker rmi -f by-step >/dev/null"
                + " && docker ps -a --format '{{.Names}}'");
    assertThat(removed.status()).as(removed.everything()).isZero();
    assertThat(ofTheJob(removed.stdout())).isEmpty();
    lab.must(
        "rm -r /agent /var/log/enableagent.log;"
            + " sed -i '/^AzDevOps ALL=NOPASSWD: ALL$/d' /etc/sudoers");
  }
}
