package dev.provision.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.Sha256;
import dev.provision.plan.Answer;
import dev.provision.plan.Change;
import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.plan.Probe;
import dev.provision.plan.Step;
import dev.provision.profile.BaseImage;
import dev.provision.resource.StoredImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images in the agent's store, with Debian's podman and skopeo and a registry of its own. */
class ImagesIT {
  private static final String NAME = "docker.io/library/base:1";
  private static final String REGISTRY = "localhost:5000/docker/library/base:1";
  private static final StoredImage NEWEST = image(Optional.empty());

  /** Two images as files, base:1 in the registry, and a shell function for what the agent does. */
  private static final String SET_UP =
      """
      exec 2>/tmp/errors
      ip link set lo up
      printf '127.0.0.1 localhost\\n' >/etc/hosts
      mkdir -p /run/systemd/system /srv/registry /run/user/1001 /etc/containers
      cat >/srv/registry.yml <<'END'
      version: 0.1
      storage: {filesystem: {rootdirectory: /srv/registry}}
      http: {addr: "127.0.0.1:5000"}
      END
      /service/docker-registry serve /srv/registry.yml >/tmp/registry.log 2>&1 &
      registry=$!
      while ! grep -q listening /tmp/registry.log; do sleep 0.05; done
      cat >/etc/containers/registries.conf <<'END'
      [[registry]]
      prefix = "docker.io"
      location = "localhost:5000/docker"
      insecure = true
      END
      echo '{"default": [{"type": "insecureAcceptAnything"}]}' >/etc/containers/policy.json
      echo 'export XDG_RUNTIME_DIR=/run/user/1001' >/etc/profile.d/agent_env_vars.sh
      chmod 777 /service
      chown agent: /run/user/1001 /home/agent
      agent() { runuser -u agent -- env XDG_RUNTIME_DIR=/run/user/1001 sh -c "cd /service && $1"; }
      for version in old new; do
        [ -e /service/$version ] || agent "echo $version >file && printf 'FROM scratch\\nCOPY file /\\n' >Dockerfile &&
          podman build -q --layers=false -t $version . >$version.id && podman push -q --compress $version dir:$version" \\
          >/dev/null
      done
      agent 'podman rmi -af' >/dev/null
      publish() { skopeo copy -q --dest-tls-verify=false dir:/service/$1 docker://%s; }
      stored() { agent 'podman images -a --no-trunc --format "{{.Repository}}:{{.Tag}} {{.ID}}"' |
        sed "s/sha256:$(cat /service/old.id)/old/; s/sha256:$(cat /service/new.id)/new/" | sort; echo .; }
      publish old
      """
          .formatted(REGISTRY);

  @TempDir Path folder;

  @BeforeEach
  void registry() throws Exception {
    Files.copy(Path.of("/usr/bin/docker-registry"), folder.resolve("docker-registry"));
  }

  private ChrootHost host(String distro) {
    return new ChrootHost(distro, "--bind", folder + ":/service").sh(SET_UP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void newestIsPulledComparedAndBroughtBack(String distro) {
    Probe probe = new Probe(NEWEST.facts(), "agent");
    var host = host(distro);
    var ran =
        host.ask(probe)
            .apply(pull(NEWEST))
            .ask(probe)
            .sh("stored; publish new")
            .ask(probe)
            .apply(pull(NEWEST))
            .ask(probe)
            .sh("stored; kill $registry")
            .ask(probe)
            .rollBack("1")
            .sh("stored")
            .rollBack("0")
            .sh("stored; cat /tmp/errors")
            .end();
    assertThat(change(probe, ran.get(0))).get().extracting(Change::kind).hasToString("CREATE");
    assertThat(change(probe, ran.get(2))).isEmpty();
    assertThat(note(probe, ran.get(2))).isEmpty();
    assertThat(change(probe, ran.get(3)))
        .get()
        .extracting(Change::summary)
        .asString()
        .matches("pull sha256:[0-9a-f]{64}, which the registry has by now");
    assertThat(change(probe, ran.get(5))).isEmpty();
    assertThat(change(probe, ran.get(6))).as("a registry that is away").isEmpty();
    assertThat(note(probe, ran.get(6))).get().asString().contains("refused");
    for (int i : List.of(1, 4, 7, 8)) {
      ran.get(i).check();
    }
    assertThat(host.printed())
        .startsWith(
            NAME + " old\n.\n<none>:<none> old\n" + NAME + " new\n.\n" + NAME + " old\n.\n.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void pinnedOneStaysWhatTheRegistryMakesOfTheTag(String distro) throws Exception {
    host(distro).end();
    String old = Files.readString(folder.resolve("old/manifest.json"));
    StoredImage pinned = image(Optional.of("sha256:" + Sha256.of(old)));
    Probe probe = new Probe(pinned.facts(), "agent");
    var host = host(distro).sh("publish new");
    // By its digest the registry has it although the tag is another's by now.
    var ran =
        host.apply(pull(NEWEST))
            .ask(probe)
            .apply(pull(pinned))
            .ask(probe)
            .sh("stored")
            .rollBack("0")
            .sh("stored; cat /tmp/errors")
            .end();
    assertThat(change(probe, ran.get(1), pinned))
        .get()
        .extracting(Change::summary)
        .asString()
        .endsWith("which the profile asks for");
    assertThat(change(probe, ran.get(3), pinned)).isEmpty();
    assertThat(pinned.note(probe.read(ran.get(3).text()).orElseThrow()))
        .get()
        .asString()
        .contains("newer than the profile");
    for (int i : List.of(0, 2, 4)) {
      ran.get(i).check();
    }
    assertThat(host.printed()).startsWith("<none>:<none> new\n" + NAME + " old\n.\n.\n");
  }

  /** Going back takes away what was pulled, and nothing of the agent's. */
  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void whatTheAgentHasStays(String distro) {
    var host = host(distro);
    var ran =
        host.sh(
                "agent 'podman pull -q %s && podman tag %s mine && podman untag %s %s' >/dev/null"
                    .replace("%s", NAME))
            .apply(pull(NEWEST))
            .rollBack("0")
            .sh("stored; agent 'podman rmi -f mine' >/dev/null")
            .apply(pull(NEWEST))
            .sh("agent 'podman create -q %s true' >/dev/null".formatted(NAME))
            .rollBack("0")
            .sh("stored; agent 'podman rm -af; podman rmi -af' >/dev/null")
            .apply(pull(NEWEST))
            .sh("publish new; agent 'podman pull -q %s' >/dev/null".formatted(NAME))
            .rollBack("0")
            .sh("stored; cat /tmp/errors")
            .end();
    ran.forEach(ChrootHost.Ran::check);
    assertThat(host.printed())
        .startsWith(
            "localhost/mine:latest old\n.\n<none>:<none> old\n.\n<none>:<none> old\n"
                + NAME
                + " new\n.\n");
    assertThat(ran.get(3).ending().stays()).anyMatch(it -> it.contains("which is in use"));
    assertThat(ran.get(5).ending().stays()).anyMatch(it -> it.contains("not pulled by us"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void pullThatFailsIsTakenBackAndTold(String distro) {
    var host = host(distro);
    var ran =
        host.sh("kill $registry").apply(pull(NEWEST)).sh("stored; ls /var/lib/provision").end();
    assertThatThrownBy(ran.get(0)::check)
        .isInstanceOf(RolledBackException.class)
        .hasMessageContaining("connection refused")
        .hasMessageEndingWith("the host is as before");
    assertThat(host.printed()).startsWith(".\n").doesNotContain("pending");
  }

  /** A proxy that wants a login answers with a page, and means it well: 200. */
  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void whatIsNoManifestIsNotNewer(String distro) {
    Probe probe = new Probe(NEWEST.facts(), "agent");
    var host = host(distro);
    var ran =
        host.apply(pull(NEWEST))
            .sh("printf '#!/bin/sh\\necho login first\\n' >/usr/local/bin/skopeo")
            .sh("chmod 755 /usr/local/bin/skopeo")
            .ask(probe)
            .end();
    assertThat(change(probe, ran.get(1))).isEmpty();
    assertThat(note(probe, ran.get(1))).get().asString().endsWith("gave no manifest");
  }

  private static StoredImage image(Optional<String> digest) {
    var image = new BaseImage(NAME, digest);
    return new StoredImage("agent", image.name(), image.reference(), image.digest());
  }

  /** What is done where there is no such image. */
  private static Step pull(StoredImage image) {
    var nothing =
        new Observation(
            image.facts().stream()
                .collect(Collectors.<Fact, Fact, Answer>toMap(it -> it, it -> answer())));
    return image.change(nothing).orElseThrow().steps().get(0);
  }

  private static Answer answer() {
    return new Answer(0, "".getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<Change> change(Probe probe, ChrootHost.Ran ran) {
    return change(probe, ran, NEWEST);
  }

  private static Optional<Change> change(Probe probe, ChrootHost.Ran ran, StoredImage image) {
    return image.change(probe.read(ran.text()).orElseThrow());
  }

  private static Optional<String> note(Probe probe, ChrootHost.Ran ran) {
    return NEWEST.note(probe.read(ran.text()).orElseThrow());
  }
}
