package dev.provision.profile;

import java.util.List;
import java.util.Locale;

/** What {@code drift} takes for normal on an instance where the scale-set script has run. */
public record Drift(
    @Key(
            doc =
                "What the scale-set script may have done since, listed apart and no drift:"
                    + " sudoers-line in /etc/sudoers, groups docker, adm and sudo, home-acl (default"
                    + " entry on /home, none below the account's home), home-mode (read for all below"
                    + " /home), agent-folder /agent. With agent.sudo = \"none\" leave out sudoers-line"
                    + " and groups: they give the account root's rights.",
            example = "[\"agent-folder\"]",
            defaults =
                "[\"agent-folder\", \"groups\", \"home-acl\", \"home-mode\", \"sudoers-line\"]")
        List<Tolerance> tolerate) {

  /**
   * What enableagent.sh does for the account AzDevOps: versions up to 15 only where they make the
   * account, later ones always; azure-pipelines-agent#4336 and #4699, text of the script in
   * azure-devops-docs#13972.
   */
  public enum Tolerance {
    /** The agent unpacked. */
    AGENT_FOLDER,
    /** {@code usermod -a -G} with docker, adm and sudo. */
    GROUPS,
    /** {@code setfacl -Rdm u:AzDevOps:rwX /home}, then {@code setfacl -Rb /home/AzDevOps}. */
    HOME_ACL,
    /** {@code chmod -R +r /home}. */
    HOME_MODE,
    /** {@code AzDevOps ALL=NOPASSWD: ALL} appended to /etc/sudoers. */
    SUDOERS_LINE;

    /** As a profile spells it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public Drift {
    tolerate = List.copyOf(tolerate);
  }
}
