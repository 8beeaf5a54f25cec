package dev.provision.cli;

import dev.provision.containers.NamedText;
import dev.provision.containers.PodmanVersion;
import dev.provision.containers.UnreadableException;
import dev.provision.containers.policy.PolicyFile;
import dev.provision.containers.policy.PolicyReader;
import dev.provision.containers.pull.HostFiles;
import dev.provision.containers.registries.RegistriesConf;
import dev.provision.containers.registries.RegistriesReader;
import dev.provision.engine.PullFiles;
import dev.provision.profile.Profile;
import dev.provision.render.Renderer;
import dev.provision.render.Rendering;
import dev.provision.report.ExplainJson.Source;
import dev.provision.transport.Transport;
import java.util.Optional;

/** What explain goes by: the files that a profile renders, or those on a host. */
record PullRules(Source source, RegistriesConf registries, PolicyFile policy) {
  private static final String REGISTRIES = "/etc/containers/registries.conf";
  private static final String POLICY = "/etc/containers/policy.json";

  /** Debian 13's. */
  static final PodmanVersion PODMAN = new PodmanVersion(5, 4, 2);

  static PullRules of(CommandContext context) {
    Optional<PodmanVersion> podman = context.option("--podman").map(RenderCommand::version);
    boolean host =
        context.flag("--local")
            || context.option("--host").isPresent()
            || context.option("--root").isPresent();
    if (context.option("--profile").isEmpty()
        && !host
        && !context.variable("PROVISION_HOST").isPresent()) {
      throw new UsageException("missing: --profile NAME|FILE, or --host, --local or --root");
    }
    if (context.option("--profile").isPresent()) {
      if (host || context.option("--agent").isPresent()) {
        throw new UsageException("--profile and a host: which one?");
      }
      return ofProfile(ProfileOptions.load(context), podman.orElse(PODMAN));
    }
    if (!context.options("--set").isEmpty()) {
      throw new UsageException("--set: of which profile?");
    }
    return ofHost(context, context.option("--agent").orElse("AzDevOps"), podman);
  }

  /** What a profile renders for a podman. */
  static PullRules ofProfile(Profile profile, PodmanVersion podman) {
    Rendering rendering = Renderer.render(profile, Optional.of(podman));
    try {
      return new PullRules(
          Source.ofProfile(profile.name(), podman),
          RegistriesReader.read(text(rendering, REGISTRIES), podman),
          PolicyReader.read(text(rendering, POLICY), podman));
    } catch (UnreadableException e) {
      throw new IllegalStateException("what was rendered cannot be read", e);
    }
  }

  private static NamedText text(Rendering rendering, String path) {
    return rendering.files().stream()
        .filter(it -> it.path().equals(path))
        .findFirst()
        .map(it -> new NamedText(path, it.content()))
        .orElseThrow();
  }

  private static PullRules ofHost(
      CommandContext context, String agent, Optional<PodmanVersion> named) {
    if (!agent.matches("[A-Za-z_][A-Za-z0-9_.-]{0,31}")) {
      throw new UsageException("--agent: no name of an account");
    }
    String name;
    PullFiles seen;
    try (Transport host = context.workbench().connect(TargetOptions.from(context))) {
      name = host.name();
      seen = context.workbench().pullFiles(host, agent);
    }
    HostFiles files =
        seen.files()
            .orElseThrow(
                () ->
                    new UsageException(
                        name + " has no account " + agent + "; name the agent's with --agent"));
    PodmanVersion podman =
        named
            .or(seen::podman)
            .orElseThrow(
                () ->
                    new UsageException(
                        name + " has no podman that tells its version; name one with --podman"));
    try {
      return new PullRules(
          Source.ofHost(name, agent, podman), files.registries(podman), files.policy(podman));
    } catch (UnreadableException e) {
      throw new UnusableFileException(name, e);
    }
  }
}
