package dev.provision.verify;

import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.podman.Podman;
import java.util.List;

/** The machine that steps of a pipeline run on, for a {@link Proof} that does what they do. */
public interface Runner {

  /** Asks, with one program on the machine; what a fact makes there it takes away itself. */
  Observation ask(List<Fact> facts);

  /** The agent's podman, through its socket; not for two threads at once. */
  Podman podman();

  /**
   * Name of an image that holds the machine's own shell and some tools. It is made when it is first
   * asked for. At the end it goes, with every container, image and network that bears its {@link
   * #label}.
   *
   * @throws dev.provision.ProvisionException when it cannot be made
   */
  String image();

  /** {@code NAME=VALUE}, of this verification alone; what is made of the image inherits it. */
  String label();
}
