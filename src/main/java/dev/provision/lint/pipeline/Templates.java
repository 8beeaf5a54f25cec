package dev.provision.lint.pipeline;

import java.util.Optional;

/** Where templates come from. */
public interface Templates {

  /**
   * The template.
   *
   * @param from the file that names it
   * @param reference as it is written there, without expressions
   * @return empty where it is of another repository, not among the files, or no YAML
   */
  Optional<Source> find(Source from, String reference);
}
