package dev.provision.engine;

import dev.provision.containers.PodmanVersion;
import dev.provision.plan.Step;
import java.util.Optional;

/**
 * A step of an exported script, which is taken only for some versions of podman.
 *
 * @param from the first of them; {@code -} for any
 * @param before the first that is too new; {@code -} for any
 */
record Act(Step step, String from, String before) {
  private static final String ANY = "-";

  static Act always(Step step) {
    return new Act(step, ANY, ANY);
  }

  static Act of(Step step, PodmanVersion from, Optional<PodmanVersion> before) {
    return new Act(step, from.toString(), before.map(PodmanVersion::toString).orElse(ANY));
  }
}
