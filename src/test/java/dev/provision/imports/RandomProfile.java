package dev.provision.imports;

import dev.provision.profile.Draft;
import dev.provision.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A sound profile, the same one for the same seed: values at random, of which the rules let some
 * pass.
 */
final class RandomProfile {
  private static final List<String> HOSTS =
      List.of(
          "docker.io",
          "quay.io",
          "ghcr.io",
          "cr.corp.example",
          "cr.corp.example:5000",
          "*.azurecr.io");

  private final Random random;
  private final Draft draft = new Draft();

  RandomProfile(long seed) {
    random = new Random(seed);
  }

  Profile profile() {
    agent();
    registries();
    policy();
    containers();
    rest();
    return draft.settle("generated").profile();
  }

  private void agent() {
    boolean other = random.nextBoolean();
    String user = other ? "agent" + random.nextInt(9) : "AzDevOps";
    draft.put("agent.user", user);
    draft.put("agent.uid", 1000 + random.nextInt(3000));
    draft.put("agent.gid", 1000 + random.nextInt(3000));
    draft.put("agent.home", other ? "/srv/" + user : "/home/" + user);
    draft.put("agent.shell", one(List.of("/bin/bash", "/bin/sh")));
    draft.put("agent.sudo", one(List.of("none", "nopasswd")));
    draft.put("agent.groups", some(List.of("adm", "sudo", "docker", "systemd-journal")));
    draft.put("agent.subordinate-ids", 65536 * (1 + random.nextInt(3)));
    draft.put("agent.linger", random.nextInt(5) > 0);
    draft.put("agent.etc-environment", random.nextBoolean());
    draft.put("agent.protect-containers-config", random.nextInt(4) == 0);
    var variables = new TreeMap<String, String>();
    for (String name :
        some(List.of("AGENT_TOOLSDIRECTORY", "DOCKER_BUILDKIT", "GREETING", "VSO_X"))) {
      variables.put(name, one(List.of("0", "/opt/x", "it's \"so\" $HOME `id` \\ # ü", " a  b ")));
    }
    draft.put("agent.environment", variables);
  }

  private void registries() {
    draft.put("registries.unqualified-search", some(List.of("docker.io", "quay.io", "ghcr.io")));
    draft.put("registries.short-name-mode", one(List.of("permissive", "disabled", "enforcing")));
    var redirects = new ArrayList<Map<String, Object>>();
    for (String host : some(HOSTS)) {
      var redirect = new TreeMap<String, Object>();
      redirect.put("prefix", host + (random.nextBoolean() && !host.startsWith("*") ? "/team" : ""));
      redirect.put("location", "mirror.example/" + host.replaceAll("[^a-z]", ""));
      redirect.put("insecure", random.nextInt(4) == 0);
      if (random.nextInt(3) == 0) {
        redirect.put(
            "mirror",
            List.of(
                Map.of(
                    "location",
                    "near.example:5000/x",
                    "insecure",
                    random.nextBoolean(),
                    "pull-from-mirror",
                    one(List.of("all", "digest-only", "tag-only")))));
      }
      redirects.add(redirect);
    }
    draft.put("registries.redirect", redirects);
    draft.put("registries.blocked", some(List.of("evil.example", "*.bad.example")));
    draft.put("registries.insecure", some(List.of("localhost:5000", "old.example")));
    if (random.nextBoolean()) {
      draft.put(
          "registries.aliases",
          Map.of("tool", "quay.io/corp/tool", "corp/base", "cr.corp.example/base/x"));
    }
  }

  private void policy() {
    draft.put("policy.default", one(List.of("accept", "reject", "reject")));
    var allow = new TreeMap<String, List<String>>();
    allow.put("containers-storage", List.of(""));
    allow.put("docker", some(HOSTS));
    if (random.nextInt(3) == 0) {
      allow.put("docker-archive", List.of(""));
    }
    draft.put("policy.allow", allow);
    draft.put(
        "policy.reject",
        Map.of("docker", some(List.of("docker.io/evil", "quay.io/evil")), "tarball", List.of("")));
    var signed = new ArrayList<Map<String, Object>>();
    for (String scope : some(List.of("cr.corp.example/signed", "quay.io/signed"))) {
      var entry = new TreeMap<String, Object>();
      entry.put("scope", scope);
      entry.put("type", one(List.of("signedBy", "sigstoreSigned")));
      entry.put("key-paths", List.of("/etc/pki/containers/a.pub"));
      if (random.nextBoolean()) {
        entry.put("signed-prefix", "docker.io/library");
      }
      signed.add(entry);
    }
    draft.put("policy.signed", signed);
  }

  private void containers() {
    draft.put("containers.ulimits", some(List.of("nofile=10000:20000", "nproc=-1:-1", "core=0")));
    draft.put("containers.image-format", one(List.of("", "v2s2", "oci")));
    draft.put("containers.cgroup-manager", one(List.of("", "systemd", "cgroupfs")));
    draft.put("containers.runtime", one(List.of("", "crun", "/usr/bin/crun")));
    draft.put("containers.log-driver", one(List.of("", "k8s-file", "journald")));
    draft.put("containers.events-logger", one(List.of("", "file")));
    if (random.nextBoolean()) {
      draft.put("containers.pids-limit", random.nextInt(9000) - 1);
      draft.put("containers.retry", random.nextInt(100));
      draft.put("containers.retry-delay", "2s");
      draft.put("containers.compose-warning-logs", random.nextBoolean());
    }
    draft.put(
        "containers.volumes",
        some(List.of("/srv/cache:/cache", "/etc/ssl/certs:/etc/ssl/certs:ro")));
    draft.put("containers.mounts", some(List.of("type=tmpfs,destination=/scratch")));
    draft.put(
        "containers.compose-providers", some(List.of("podman-compose", "/usr/bin/docker-compose")));
    draft.put(
        "containers.extra",
        Map.of(
            "engine",
            Map.of(
                "num_locks",
                2048 + random.nextInt(9),
                "env",
                one(List.of(List.of("A=b"), List.of("C=d e", "A=b")))),
            "containers",
            Map.of("tz", "Europe/Prague", "init", random.nextBoolean())));
  }

  private void rest() {
    draft.put("storage.driver", one(List.of("overlay", "vfs")));
    draft.put(
        "docker.wrapper", one(List.of("", "/usr/local/bin/docker", "/usr/local/sbin/docker")));
    draft.put("docker.nodocker", random.nextBoolean());
    draft.put("docker.socket", one(List.of("", "/run/docker.sock", "/run/other.sock")));
    draft.put("socket.enabled", random.nextInt(4) > 0);
    draft.put("socket.delegate", some(List.of("cpu", "io", "memory", "pids")));
    draft.put("kernel.modules", some(List.of("overlay", "fuse", "br_netfilter")));
    var sysctl = new TreeMap<String, String>();
    some(List.of("user.max_user_namespaces", "net.ipv4.ip_unprivileged_port_start"))
        .forEach(key -> sysctl.put(key, "" + random.nextInt(9999)));
    draft.put("kernel.sysctl", sysctl);
    draft.put(
        "user-unit",
        some(List.of("a", "b")).stream()
            .map(
                name ->
                    Map.of(
                        "name",
                        name + ".service",
                        "content",
                        "[Service]\nExecStart=/bin/echo \""
                            + name
                            + "\" \\\\x ##\n\n[Install]\nWantedBy=default.target\n"))
            .toList());
    draft.put(
        "quadlet",
        some(List.of("c.container", "d.container")).stream()
            .map(
                name ->
                    Map.of(
                        "name", name, "content", "[Container]\nImage=docker.io/library/redis:7\n"))
            .toList());
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private <T> List<T> some(List<T> of) {
    return IntStream.range(0, of.size())
        .filter(i -> random.nextBoolean())
        .mapToObj(of::get)
        .toList();
  }
}
