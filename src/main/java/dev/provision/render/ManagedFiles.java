package dev.provision.render;

import static dev.provision.render.ManagedFile.each;
import static dev.provision.render.ManagedFile.file;

import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import java.util.List;

/**
 * Every whole file that provision owns on a host. A new one is a template and a line here; a test
 * asserts that the two agree.
 */
final class ManagedFiles {
  static final List<ManagedFile> ALL =
      List.of(
          // Containers.
          file(
              "/etc/containers/registries.conf",
              "0644",
              Syntax.TOML,
              (p, t) -> RegistriesConf.of(p.registries(), t)),
          file(
                  "/etc/containers/registries.d/provision.yaml",
                  "0644",
                  Syntax.YAML,
                  SigstoreAttachments::of)
              .when((p, t) -> SigstoreAttachments.of(p, t).any()),
          file(
              "/etc/containers/policy.json",
              "0644",
              Syntax.JSON,
              (p, t) -> PolicyJson.of(p.policy(), t)),
          file(
              "/etc/containers/containers.conf",
              "0644",
              Syntax.TOML,
              (p, t) -> ContainersConf.of(p.containers(), t)),
          file(
                  "/home/agent/.config/containers/storage.conf",
                  "0644",
                  Syntax.TOML,
                  (p, t) -> StorageConf.of(p.storage()))
              .at(p -> p.agent().home() + "/.config/containers/storage.conf")
              .owned(ManagedFiles::configOwner),
          // Docker's places.
          file("/etc/containers/nodocker", "0644", Syntax.NONE)
              .when((p, t) -> p.docker().nodocker()),
          file("/usr/local/bin/docker", "0755", Syntax.SHELL, DockerWrapper::of)
              .at(p -> p.docker().wrapper().orElseThrow())
              .when((p, t) -> p.docker().wrapper().isPresent()),
          file("/etc/tmpfiles.d/podman-docker.conf", "0644", Syntax.TMPFILES)
              .when((p, t) -> p.docker().socket().isPresent()),
          // The account.
          file("/etc/profile.d/agent_env_vars.sh", "0644", Syntax.SHELL, StepEnvironment::of),
          file("/etc/sudoers.d/provision-agent", "0440", Syntax.SUDOERS)
              .when((p, t) -> p.agent().sudo() == Agent.Sudo.NOPASSWD),
          file("/etc/systemd/system/user@.service.d/delegate.conf", "0644", Syntax.UNIT)
              .when((p, t) -> !p.socket().delegate().isEmpty()),
          // The kernel.
          file("/etc/sysctl.d/90-provision.conf", "0644", Syntax.SYSCTL)
              .when((p, t) -> !p.kernel().sysctl().isEmpty()),
          file("/etc/modules-load.d/provision.conf", "0644", Syntax.MODULES)
              .when((p, t) -> !p.kernel().modules().isEmpty()),
          // apt.
          each(
              "/etc/apt/keyrings/repository.asc",
              "0644",
              Syntax.OPENPGP_KEY,
              ManagedFiles::repositories,
              AptRepository::keyring),
          each(
              "/etc/apt/sources.list.d/repository.sources",
              "0644",
              Syntax.APT_SOURCES,
              ManagedFiles::repositories,
              AptRepository::sources),
          each(
              "/etc/apt/preferences.d/repository.pref",
              "0644",
              Syntax.APT_PREFERENCES,
              ManagedFiles::pinned,
              AptRepository::preferences));

  private ManagedFiles() {}

  /** Whoever owns ~/.config/containers can switch policy.json and registries.conf off. */
  private static String configOwner(Profile profile) {
    return profile.agent().protectContainersConfig() ? "root" : profile.agent().user();
  }

  private static List<AptRepository> repositories(Profile profile) {
    return AptRepository.all(profile.packages().repositories());
  }

  private static List<AptRepository> pinned(Profile profile) {
    return repositories(profile).stream().filter(AptRepository::pinned).toList();
  }
}
