package dev.provision.profile;

import java.util.List;
import java.util.Map;

/**
 * The account that the Azure DevOps agent runs as. The scale-set script skips all account set-up
 * when the account exists (azure-pipelines-agent#4336), so the profile owns the whole of it.
 *
 * @param subordinateIds size of the subuid and subgid ranges; the place is the first free one
 * @param environment the user's own variables for steps, beside {@link #stepEnvironment}
 * @param etcEnvironment whether the variables also go to /etc/environment
 * @param protectContainersConfig whether the account must not be able to change its own
 *     ~/.config/containers, which would replace policy.json and registries.conf
 */
public record Agent(
    String user,
    int uid,
    int gid,
    String home,
    String shell,
    List<String> groups,
    Sudo sudo,
    int subordinateIds,
    boolean linger,
    List<Acl> acl,
    Map<String, String> environment,
    boolean etcEnvironment,
    boolean protectContainersConfig) {

  /** What the account may do as root. */
  public enum Sudo {
    NONE,
    NOPASSWD
  }

  /**
   * Access control entries of a path, in setfacl's short form: {@code default:user:AzDevOps:rwx}.
   */
  public record Acl(String path, List<String> entries) {
    public Acl {
      entries = List.copyOf(entries);
    }
  }

  public Agent {
    groups = List.copyOf(groups);
    acl = List.copyOf(acl);
    environment = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(environment));
  }

  /** {@code /run/user/UID}, which only linger creates: nothing else logs this account in. */
  public String runtimeDirectory() {
    return "/run/user/" + uid;
  }

  /** Where rootless podman's API socket is. */
  public String podmanSocket() {
    return runtimeDirectory() + "/podman/podman.sock";
  }
}
