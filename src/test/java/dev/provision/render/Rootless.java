package dev.provision.render;

import dev.provision.profile.Agent;

/** A command as the profile's account runs it, with the owners of its folders as they shall be. */
final class Rootless {
  private Rootless() {}

  /** For sh in a chroot, as root. */
  static String run(Agent agent, String command) {
    return """
        chown -R @USER@ '@HOME@' '@RUN@'
        chown -R '@OWNER@' '@HOME@/.config/containers'
        cd /
        runuser '@USER@' -c "env -i PATH='$PATH' HOME='@HOME@' XDG_RUNTIME_DIR='@RUN@' \\
          PODMAN_IGNORE_CGROUPSV1_WARNING=1 @COMMAND@"
        """
        .replace("@HOME@", agent.home())
        .replace("@RUN@", agent.runtimeDirectory())
        .replace("@OWNER@", agent.protectContainersConfig() ? "root" : agent.user())
        .replace("@USER@", agent.user())
        .replace("@COMMAND@", command);
  }
}
