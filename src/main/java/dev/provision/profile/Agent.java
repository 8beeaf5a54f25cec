package dev.provision.profile;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The account that the Azure DevOps agent runs as. The scale-set script skips all account set-up
 * when the account exists (azure-pipelines-agent#4336), so the profile owns the whole of it.
 *
 * @param environment the user's own variables for steps; all of them are {@link StepVariables}
 */
public record Agent(
    @Key(
            doc = "The account's name. The scale-set script looks for AzDevOps.",
            example = "\"builder\"",
            defaults = "\"AzDevOps\"")
        @Text(Format.ACCOUNT)
        String user,
    @Key(
            doc = "The account's user id; Debian's range for people is 1000 to 59999.",
            example = "1500",
            defaults = "1001")
        @Range(min = 1000, max = 59999, why = SYSTEM_IDS)
        int uid,
    @Key(doc = "The id of the account's own group.", example = "1500", defaults = "1001")
        @Range(min = 1000, max = 59999, why = SYSTEM_IDS)
        int gid,
    @Key(
            doc = "The account's home folder.",
            example = "\"/srv/agent\"",
            defaults = "\"/home/${user}\"")
        @Text(Format.PATH)
        String home,
    @Key(
            doc = "The login shell; the agent is started through it, so it must be a real one.",
            example = "\"/bin/sh\"",
            defaults = "\"/bin/bash\"")
        @Text(Format.PATH)
        String shell,
    @Key(
            doc = "Further groups, which must exist on the host.",
            example = "[\"adm\"]",
            defaults = "[\"adm\", \"sudo\"]")
        @Text(Format.ACCOUNT)
        List<String> groups,
    @Key(
            doc = "What the account may do as root: nothing, or everything without a password.",
            example = "\"none\"",
            defaults = "\"nopasswd\"")
        Sudo sudo,
    @Key(
            doc =
                "Size of the subuid and subgid ranges; the place is the first free one, so that"
                    + " ranges never overlap. Rootless podman wants 65536 or more.",
            example = "131072",
            defaults = "65536")
        @Range(min = 65536, max = 268435456, why = "images use ids up to 65535")
        int subordinateIds,
    @Key(
            doc =
                "Whether systemd starts the account's user manager at boot. Nothing else creates"
                    + " /run/user/UID, because nobody logs in.",
            example = "false",
            defaults = "true")
        boolean linger,
    @Key(
            doc = "Access control lists on the home folder or a folder above it.",
            example = "[{ path = \"/home\", entries = [\"default:user:AzDevOps:rwx\"] }]")
        List<Acl> acl,
    @Key(
            doc =
                "Variables for pipeline steps, beside XDG_RUNTIME_DIR, DBUS_SESSION_BUS_ADDRESS,"
                    + " DOCKER_HOST and DOCKER_SOCK, which follow from the uid.",
            example = "{ DOCKER_BUILDKIT = \"0\" }")
        @Text(keys = Format.VARIABLE)
        Map<String, String> environment,
    @Key(
            doc =
                "Whether the variables also go to /etc/environment, beside"
                    + " /etc/profile.d/agent_env_vars.sh.",
            example = "false",
            defaults = "true")
        boolean etcEnvironment,
    @Key(
            doc =
                "Whether the account is kept from changing its own ~/.config/containers, where a"
                    + " file replaces the system's policy.json and registries.conf.",
            example = "true",
            defaults = "false")
        boolean protectContainersConfig) {

  /** Debian Policy 9.2.2. */
  private static final String SYSTEM_IDS = "Debian keeps other ids for the system";

  /** What the account may do as root. */
  public enum Sudo {
    NONE,
    NOPASSWD
  }

  /**
   * Access control entries of a path, in the long form that getfacl prints: {@code
   * default:user:AzDevOps:rwx}.
   */
  public record Acl(
      @Key(doc = "The folder.", example = "\"/home\"") @Text(Format.PATH) String path,
      @Key(doc = "The entries, in getfacl's form.", example = "[\"user:AzDevOps:rwx\"]")
          @Text(Format.ACL_ENTRY)
          List<String> entries) {
    public Acl {
      entries = List.copyOf(entries);
    }
  }

  public Agent {
    groups = List.copyOf(groups);
    acl = List.copyOf(acl);
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  /** {@code /run/user/UID}, which only linger creates: nothing else logs this account in. */
  public String runtimeDirectory() {
    return "/run/user/" + uid;
  }

  /** Where rootless podman's API socket is; podman-system-service(1). */
  public String podmanSocket() {
    return runtimeDirectory() + "/podman/podman.sock";
  }
}
