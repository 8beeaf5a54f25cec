package dev.provision.imports;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import dev.provision.render.RenderedFile;
import dev.provision.render.StepEnvironment;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The answer of a host, as {@code imports/read.sh} would give it, made of what is put into it. */
final class SaidHost {
  private static final String US = "\u001f";

  private final Map<String, String> files = new TreeMap<>();
  private final StringBuilder facts = new StringBuilder();

  SaidHost fact(String... fields) {
    facts.append(String.join(US, fields)).append('\n');
    return this;
  }

  SaidHost file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  SaidHost file(String path, byte[] content) {
    files.put(
        path,
        String.join(
            US,
            "file",
            path,
            "regular file|0644|root|root|" + content.length,
            "",
            "=" + Base64.getEncoder().encodeToString(content)));
    return this;
  }

  SaidHost unread(String path, String type, String target) {
    files.put(path, String.join(US, "file", path, type + "|0777|root|root|9", target, "-"));
    return this;
  }

  /** The account of a profile, made as the profile has it. */
  static SaidHost of(Profile profile, List<RenderedFile> rendered) {
    Agent agent = profile.agent();
    var host = new SaidHost();
    host.fact("services", "");
    host.fact(
        "passwd",
        String.join(
            ":",
            agent.user(),
            "x",
            "" + agent.uid(),
            "" + agent.gid(),
            "",
            agent.home(),
            agent.shell()));
    host.fact("group", agent.user() + ":x:" + agent.gid() + ":");
    host.fact("groups", agent.user() + " users " + String.join(" ", agent.groups()));
    if (agent.linger()) {
      host.fact("linger", "yes");
    }
    profile.packages().install().forEach((name, version) -> host.fact("package", name, "1"));
    for (Agent.Acl acl : agent.acl()) {
      acl.entries().forEach(entry -> host.fact("acl", acl.path(), entry));
    }
    boolean closed = agent.protectContainersConfig();
    String owner = closed ? "root|" + agent.user() : agent.user() + "|" + agent.user();
    host.fact("folder", agent.home(), "directory|" + (closed ? "1770|" : "0755|") + owner + "|9");
    host.fact("folder", agent.home() + "/.config/containers", "directory|0755|" + owner + "|9");
    String range = agent.user() + ":100000:" + agent.subordinateIds() + "\n";
    host.file("/etc/subuid", range).file("/etc/subgid", range);
    if (profile.socket().enabled()) {
      host.fact(
          "enabled", agent.home() + "/.config/systemd/user/sockets.target.wants/podman.socket");
    }
    profile
        .userUnits()
        .forEach(it -> host.fact("enabled", "/etc/systemd/user/default.target.wants/" + it.name()));
    List<String> lines =
        StepEnvironment.of(profile, Optional.of(new PodmanVersion(5, 4, 2))).etcEnvironmentLines();
    host.file("/etc/environment", "LANG=C.UTF-8\n" + String.join("\n", lines) + "\n");
    rendered.forEach(it -> host.file(it.path(), it.content()));
    return host;
  }

  String answer() {
    return facts + String.join("\n", files.values()) + "\n";
  }
}
