package dev.provision.render;

import dev.provision.profile.Agent;

/** A command as the profile's account runs it, with the owners of its folders as they shall be. */
final class Rootless {
  private Rootless() {}

  /** For sh in a chroot, as root. */
  static String run(Agent agent, String command) {
    return """
        chown -R @USER@ '@HOME@' '@RUN@'
        chown -R '@OWNER@:@USER@' '@HOME@/.config'
        chmod 1770 '@HOME@/.config'
        cd /
        runuser '@USER@' -c "env -i PATH='$PATH' HOME='@HOME@' XDG_RUNTIME_DIR='@RUN@' @CONFIG@ \\
          PODMAN_IGNORE_CGROUPSV1_WARNING=1 @COMMAND@"
        """
        .replace("@HOME@", agent.home())
        .replace("@RUN@", agent.runtimeDirectory())
        .replace("@OWNER@", agent.protectContainersConfig() ? "root" : agent.user())
        .replace("@CONFIG@", config(agent))
        .replace("@USER@", agent.user())
        .replace("@COMMAND@", command);
  }

  private static String config(Agent agent) {
    return agent.protectContainersConfig() ? "XDG_CONFIG_HOME='" + agent.home() + "/.config'" : "";
  }
}
