package dev.provision.render;

import static dev.provision.render.ManagedFile.each;
import static dev.provision.render.ManagedFile.file;
import static dev.provision.render.Syntax.APT_PREFERENCES;
import static dev.provision.render.Syntax.APT_SOURCES;
import static dev.provision.render.Syntax.JSON;
import static dev.provision.render.Syntax.MODULES;
import static dev.provision.render.Syntax.NONE;
import static dev.provision.render.Syntax.OPENPGP_KEY;
import static dev.provision.render.Syntax.QUADLET;
import static dev.provision.render.Syntax.SHELL;
import static dev.provision.render.Syntax.SUDOERS;
import static dev.provision.render.Syntax.SYSCTL;
import static dev.provision.render.Syntax.TMPFILES;
import static dev.provision.render.Syntax.TOML;
import static dev.provision.render.Syntax.UNIT;
import static dev.provision.render.Syntax.USER_UNIT;
import static dev.provision.render.Syntax.YAML;

import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import java.util.List;

/**
 * Every whole file that provision owns on a host. A new one is a template and a line here; a test
 * asserts that the two agree. What is not said otherwise is root's, with mode 0644.
 */
final class ManagedFiles {
  private static final String HOME = "/home/agent";
  private static final String STORAGE = "/.config/containers/storage.conf";
  private static final String MANAGER = "/etc/systemd/system/user@agent.service.d/config-home.conf";
  private static final String DELEGATE = "/etc/systemd/system/user@.service.d/delegate.conf";

  static final List<ManagedFile> ALL =
      List.of(
          file("/etc/containers/registries.conf", TOML, RegistriesConf::of),
          file("/etc/containers/registries.d/provision.yaml", YAML, SigstoreAttachments::of)
              .when((profile, target) -> SigstoreAttachments.of(profile, target).any()),
          file("/etc/containers/policy.json", JSON, PolicyJson::of),
          file("/etc/containers/containers.conf", TOML, ContainersConf::of),
          file(HOME + STORAGE, TOML, StorageConf::of)
              .at(it -> it.agent().home() + STORAGE)
              .owned(ManagedFiles::configOwner),
          file("/etc/containers/nodocker", NONE).when(it -> it.docker().nodocker()),
          file("/usr/local/bin/docker", SHELL, DockerWrapper::of)
              .mode("0755")
              .named(it -> it.docker().wrapper().orElseThrow())
              .when(it -> it.docker().wrapper().isPresent()),
          file("/etc/tmpfiles.d/podman-docker.conf", TMPFILES)
              .when(it -> it.docker().socket().isPresent()),
          file("/etc/profile.d/agent_env_vars.sh", SHELL, StepEnvironment::of),
          file("/etc/sudoers.d/provision-agent", SUDOERS)
              .mode("0440")
              .when(it -> it.agent().sudo() == Agent.Sudo.NOPASSWD),
          file(DELEGATE, UNIT).when(it -> !it.socket().delegate().isEmpty()),
          file(MANAGER, UNIT)
              .at(it -> MANAGER.replace("@agent", "@" + it.agent().uid()))
              .when(it -> it.agent().protectContainersConfig()),
          each(
                  "/etc/containers/systemd/users/uid/quadlet",
                  QUADLET,
                  UnitFile::quadlets,
                  UnitFile::path)
              .elsewhere(UnitFile::places),
          each("/etc/systemd/user/quadlet.service", USER_UNIT, UnitFile::services, UnitFile::path)
              .elsewhere(UnitFile::places),
          each("/etc/systemd/user/unit", USER_UNIT, UnitFile::plain, UnitFile::path),
          file("/etc/sysctl.d/90-provision.conf", SYSCTL)
              .when(it -> !it.kernel().sysctl().isEmpty()),
          file("/etc/modules-load.d/provision.conf", MODULES)
              .when(it -> !it.kernel().modules().isEmpty()),
          each(
              "/etc/apt/keyrings/repository.asc",
              OPENPGP_KEY,
              AptRepository::all,
              AptRepository::keyring),
          each(
              "/etc/apt/sources.list.d/repository.sources",
              APT_SOURCES,
              AptRepository::all,
              AptRepository::sources),
          each(
              "/etc/apt/preferences.d/repository.pref",
              APT_PREFERENCES,
              AptRepository::pinned,
              AptRepository::preferences));

  private ManagedFiles() {}

  /** Whoever owns ~/.config/containers can switch policy.json and registries.conf off. */
  private static String configOwner(Profile profile) {
    return profile.agent().protectContainersConfig() ? "root" : profile.agent().user();
  }
}
