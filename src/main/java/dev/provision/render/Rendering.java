package dev.provision.render;

import java.util.List;
import java.util.Optional;

/**
 * All files of a profile for one podman.
 *
 * @param files in the order of their paths
 * @param omissions what this podman is too old for, or what waits until its version is known
 */
public record Rendering(List<RenderedFile> files, List<Omission> omissions) {
  public Rendering {
    files = List.copyOf(files);
    omissions = List.copyOf(omissions);
  }

  /** The file with this path. */
  public Optional<RenderedFile> file(String path) {
    return files.stream().filter(file -> file.path().equals(path)).findFirst();
  }
}
