package dev.provision.engine;

import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import dev.provision.resource.AccessControl;
import dev.provision.resource.KernelState;
import dev.provision.resource.Resource;
import dev.provision.resource.StoredImage;
import dev.provision.resource.SystemdState;
import java.util.ArrayList;
import java.util.List;

/** What is loaded, linked, started and stored once a profile's files are in place. */
final class RunningState {
  private RunningState() {}

  /** In the order in which it must come about. */
  static List<Resource> of(Profile profile) {
    Agent agent = profile.agent();
    var running = new ArrayList<Resource>();
    profile.kernel().modules().forEach(name -> running.add(KernelState.module(name)));
    profile.kernel().sysctl().forEach((key, value) -> running.add(KernelState.sysctl(key, value)));
    agent.acl().forEach(acl -> running.add(new AccessControl(acl.path(), acl.entries())));
    running.add(
        agent.linger()
            ? SystemdState.linger(agent.user(), agent.uid())
            : SystemdState.noLinger(agent.user(), agent.uid()));
    if (!profile.socket().delegate().isEmpty()) {
      running.add(SystemdState.delegation(agent.uid(), profile.socket().delegate()));
    }
    String config = agent.home() + "/.config";
    running.add(
        agent.protectContainersConfig()
            ? SystemdState.managerVariable(agent.user(), agent.uid(), "XDG_CONFIG_HOME", config)
            : SystemdState.noManagerVariable(
                agent.user(),
                agent.uid(),
                "XDG_CONFIG_HOME",
                config,
                "/etc/systemd/system/user@" + agent.uid() + ".service.d/config-home.conf"));
    running.add(
        profile.socket().enabled()
            ? SystemdState.userUnit(agent.user(), agent.uid(), "podman.socket")
            : SystemdState.noUserUnit(agent.user(), agent.uid(), "podman.socket"));
    profile
        .docker()
        .socket()
        .ifPresent(
            link ->
                running.add(
                    SystemdState.tmpfilesLink(
                        "/etc/tmpfiles.d/podman-docker.conf", link, agent.podmanSocket())));
    if (profile.docker().socket().isEmpty()) {
      running.add(SystemdState.noLink("/run/docker.sock", agent.podmanSocket()));
    }
    profile
        .images()
        .forEach(
            image ->
                running.add(
                    new StoredImage(
                        agent.user(), image.name(), image.reference(), image.digest())));
    return List.copyOf(running);
  }
}
