package dev.provision.podman;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A container to run.
 *
 * @param name its name; empty for one that podman makes up
 * @param command empty for the image's own
 * @param mounts what it sees of volumes and of the machine that podman runs on
 * @param network {@code none}, {@code host} ...; empty for podman's default
 * @param timeout after which it is killed and removed
 * @param remove whether it is removed when it has ended
 */
public record RunRequest(
    Optional<String> name,
    String image,
    List<String> command,
    List<Mount> mounts,
    Limits limits,
    Optional<Network> network,
    Duration timeout,
    boolean remove) {
  public RunRequest {
    command = List.copyOf(command);
    mounts = List.copyOf(mounts);
  }

  /**
   * What it may use.
   *
   * @param memory in bytes
   * @param memorySwap memory and swap together in bytes, -1 for no limit; podman takes twice the
   *     memory when only that is given
   * @param cpus in thousandths of one
   */
  public record Limits(OptionalLong memory, OptionalLong memorySwap, OptionalLong cpus) {
    /** Podman's default. */
    public static final Limits NONE =
        new Limits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    public Limits {
      if (memorySwap.isPresent() && memory.isEmpty()) {
        throw new IllegalArgumentException("a limit for memory and swap needs one for memory");
      }
      if (memory.isPresent()
          && memorySwap.isPresent()
          && memorySwap.getAsLong() != -1
          && memorySwap.getAsLong() < memory.getAsLong()) {
        throw new IllegalArgumentException("memory and swap together are less than memory alone");
      }
    }
  }
}
