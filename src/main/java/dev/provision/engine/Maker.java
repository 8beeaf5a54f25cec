package dev.provision.engine;

import dev.provision.Version;
import java.util.Optional;

/**
 * Who changes hosts, for their receipts.
 *
 * @param version of provision
 * @param build of the image or the pipeline: PROVISION_BUILD, or Azure Pipelines' BUILD_BUILDID
 */
public record Maker(String version, Optional<String> build) {

  /** This provision, run by hand. */
  public static Maker current() {
    return new Maker(Version.current(), Optional.empty());
  }
}
