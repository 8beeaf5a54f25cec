package dev.provision.engine;

import dev.provision.Version;
import java.util.Optional;

/**
 * Who changes hosts, for their receipts.
 *
 * @param version of provision
 * @param build the pipeline's build, such as Azure Pipelines' BUILD_BUILDID
 */
public record Maker(String version, Optional<String> build) {

  /** This provision, run by hand. */
  public static Maker current() {
    return new Maker(Version.current(), Optional.empty());
  }
}
