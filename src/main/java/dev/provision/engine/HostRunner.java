package dev.provision.engine;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.podman.HostSocket;
import dev.provision.podman.Podman;
import dev.provision.profile.Agent;
import dev.provision.verify.Runner;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A host that proofs use. What they need is made when they first ask, and goes at the end. */
final class HostRunner implements Runner, AutoCloseable {
  private final Host host;
  private final Agent agent;
  private final String nonce = UUID.randomUUID().toString().substring(0, 8);
  private Optional<Podman> podman = Optional.empty();
  private Optional<HeldImage> image = Optional.empty();

  HostRunner(Host host, Agent agent) {
    this.host = host;
    this.agent = agent;
  }

  @Override
  public Observation ask(List<Fact> facts) {
    return host.observe(facts);
  }

  @Override
  public Podman podman() {
    if (podman.isEmpty()) {
      var socket =
          new HostSocket(
              host.transport(), agent.user(), Optional.of(agent.podmanSocket()), text -> {});
      podman = Optional.of(new Podman(socket));
    }
    return podman.get();
  }

  @Override
  public String image() {
    if (image.isEmpty()) {
      image = Optional.of(new HeldImage(host.transport(), agent.user(), name(), label()));
    }
    image.get().await();
    return name();
  }

  @Override
  public String label() {
    return "provision-verify=" + nonce;
  }

  private String name() {
    return "localhost/provision-verify:" + nonce;
  }

  @Override
  public void close() {
    podman.ifPresent(Podman::close);
    image.ifPresent(HeldImage::close);
  }
}
