package dev.provision.render;

import dev.provision.profile.Agent;
import dev.provision.profile.Containers;
import dev.provision.profile.Docker;
import dev.provision.profile.Drift;
import dev.provision.profile.Kernel;
import dev.provision.profile.Packages;
import dev.provision.profile.Policy;
import dev.provision.profile.Profile;
import dev.provision.profile.Quadlet;
import dev.provision.profile.Registries;
import dev.provision.profile.Registries.Redirect;
import dev.provision.profile.Socket;
import dev.provision.profile.Storage;
import dev.provision.profile.UserUnit;
import dev.provision.profile.Verification;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Profiles made by hand: a small sound one, and ways to change one part of it. */
final class TestProfiles {
  static final String ARMOURED_KEY =
      "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nbm90IGEga2V5\n-----END PGP PUBLIC KEY BLOCK-----\n";

  private TestProfiles() {}

  /** The field report's runner, in small. */
  static Profile runner() {
    return new Profile(
        "runner",
        "for tests",
        agent(Map.of(), false),
        new Packages(Map.of("podman", "*"), List.of()),
        registries(List.of(redirect("docker.io", "devopsbasecr.azurecr.io/docker"))),
        new Policy(
            Policy.Verdict.REJECT,
            Map.of("containers-storage", List.of(""), "docker", List.of("docker.io")),
            Map.of(),
            List.of()),
        containers(Optional.of(Containers.ImageFormat.V2S2), Map.of()),
        new Storage(Storage.Driver.OVERLAY),
        List.of(),
        new Docker(Optional.of("/usr/local/bin/docker"), true, Optional.of("/run/docker.sock")),
        new Socket(true, List.of("cpu", "memory", "pids")),
        new Kernel(List.of("overlay"), Map.of("kernel.unprivileged_userns_clone", "1")),
        List.of(),
        List.of(),
        new Verification(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        new Drift(List.of()));
  }

  static Agent agent(Map<String, String> environment, boolean etcEnvironment) {
    return new Agent(
        "AzDevOps",
        1001,
        1001,
        "/home/AzDevOps",
        "/bin/bash",
        List.of("adm", "sudo"),
        Agent.Sudo.NOPASSWD,
        65536,
        true,
        List.of(),
        environment,
        etcEnvironment,
        false);
  }

  static Registries registries(List<Redirect> redirects) {
    return new Registries(
        List.of("docker.io"),
        Registries.ShortNameMode.PERMISSIVE,
        Map.of(),
        redirects,
        List.of(),
        List.of());
  }

  static Redirect redirect(String prefix, String location, Registries.Mirror... mirrors) {
    return new Redirect(prefix, location, false, false, List.of(mirrors));
  }

  static Containers containers(
      Optional<Containers.ImageFormat> format, Map<String, Map<String, Object>> extra) {
    return new Containers(
        List.of("nofile=10000:20000"),
        format,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of("file"),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.of(false),
        Optional.empty(),
        Optional.empty(),
        extra);
  }

  static Profile with(Profile profile, Agent agent) {
    return copy(
        profile,
        agent,
        profile.packages(),
        profile.registries(),
        profile.policy(),
        profile.containers(),
        profile.kernel());
  }

  static Profile with(Profile profile, Packages packages) {
    return copy(
        profile,
        profile.agent(),
        packages,
        profile.registries(),
        profile.policy(),
        profile.containers(),
        profile.kernel());
  }

  static Profile with(Profile profile, Registries registries) {
    return copy(
        profile,
        profile.agent(),
        profile.packages(),
        registries,
        profile.policy(),
        profile.containers(),
        profile.kernel());
  }

  static Profile with(Profile profile, Policy policy) {
    return copy(
        profile,
        profile.agent(),
        profile.packages(),
        profile.registries(),
        policy,
        profile.containers(),
        profile.kernel());
  }

  static Profile with(Profile profile, Containers containers) {
    return copy(
        profile,
        profile.agent(),
        profile.packages(),
        profile.registries(),
        profile.policy(),
        containers,
        profile.kernel());
  }

  static Profile with(Profile profile, Kernel kernel) {
    return copy(
        profile,
        profile.agent(),
        profile.packages(),
        profile.registries(),
        profile.policy(),
        profile.containers(),
        kernel);
  }

  static Profile with(Profile profile, List<Quadlet> quadlets, List<UserUnit> userUnits) {
    return new Profile(
        profile.name(),
        profile.description(),
        profile.agent(),
        profile.packages(),
        profile.registries(),
        profile.policy(),
        profile.containers(),
        profile.storage(),
        profile.images(),
        profile.docker(),
        profile.socket(),
        profile.kernel(),
        quadlets,
        userUnits,
        profile.verify(),
        profile.drift());
  }

  private static Profile copy(
      Profile profile,
      Agent agent,
      Packages packages,
      Registries registries,
      Policy policy,
      Containers containers,
      Kernel kernel) {
    return new Profile(
        profile.name(),
        profile.description(),
        agent,
        packages,
        registries,
        policy,
        containers,
        profile.storage(),
        profile.images(),
        profile.docker(),
        profile.socket(),
        kernel,
        profile.quadlets(),
        profile.userUnits(),
        profile.verify(),
        profile.drift());
  }
}
