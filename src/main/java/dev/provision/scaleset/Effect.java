package dev.provision.scaleset;

import dev.provision.profile.Drift.Tolerance;
import dev.provision.resource.AccessControl;
import dev.provision.resource.AgentAccount;
import dev.provision.resource.HostFile;
import dev.provision.resource.HostFolder;
import dev.provision.resource.Resource;
import java.util.List;
import java.util.Optional;

/**
 * What a managed thing is once the script has been over it. A host that has exactly that differs by
 * the script alone; whatever else differs is still a difference.
 */
final class Effect {
  private static final int READ_FOR_ALL = 0444;

  private Effect() {}

  /** Empty where the script leaves the thing alone. */
  static Optional<Resource> of(Tolerance tolerance, Resource desired) {
    return switch (tolerance) {
      case HOME_MODE -> readable(desired);
      case HOME_ACL -> desired instanceof AccessControl acl ? accessControl(acl) : Optional.empty();
      case GROUPS -> desired instanceof AgentAccount account ? groups(account) : Optional.empty();
      case AGENT_FOLDER, SUDOERS_LINE -> Optional.empty();
    };
  }

  /** {@code usermod -a -G}: groups that the account should not be in. */
  private static Optional<Resource> groups(AgentAccount account) {
    return account.name().equals(ScaleSet.ACCOUNT)
        ? Optional.of(
            new AgentAccount(
                account.name(),
                account.uid(),
                account.gid(),
                account.home(),
                account.shell(),
                account.groups(),
                account.leaves().stream()
                    .filter(group -> !FurtherGroups.OF_SCRIPT.contains(group))
                    .toList()))
        : Optional.empty();
  }

  /** {@code chmod -R +r /home}. */
  private static Optional<Resource> readable(Resource desired) {
    if (desired instanceof HostFolder folder && below(folder.path(), ScaleSet.HOMES)) {
      return folder
          .mode()
          .map(
              mode ->
                  new HostFolder(folder.path(), readable(mode), folder.owner(), folder.group()));
    }
    if (desired instanceof HostFile file && below(file.path(), ScaleSet.HOMES)) {
      return Optional.of(
          new HostFile(
              file.path(),
              readable(file.mode()),
              file.owner(),
              file.group(),
              file.content(),
              file.check(),
              file.activate()));
    }
    return Optional.empty();
  }

  private static String readable(String mode) {
    return String.format("%04o", Integer.parseInt(mode, 8) | READ_FOR_ALL);
  }

  /** {@code setfacl -Rb /home/AzDevOps}, after {@code setfacl -Rdm u:AzDevOps:rwX /home}. */
  private static Optional<Resource> accessControl(AccessControl acl) {
    String home = ScaleSet.HOMES + "/" + ScaleSet.ACCOUNT;
    if (acl.path().equals(home) || below(acl.path(), home)) {
      return Optional.of(new BareAccess(acl));
    }
    if (!acl.path().equals(ScaleSet.HOMES) && !below(acl.path(), ScaleSet.HOMES)) {
      return Optional.empty();
    }
    List<String> after = acl.entries().stream().map(Effect::widened).toList();
    return Optional.of(new AccessControl(acl.path(), after));
  }

  /** setfacl makes the mask the union of all entries that it limits. */
  private static String widened(String entry) {
    String own = "default:user:" + ScaleSet.ACCOUNT + ":";
    return entry.startsWith(own)
        ? own + "rwx"
        : entry.startsWith("default:mask:") ? "default:mask::rwx" : entry;
  }

  private static boolean below(String path, String folder) {
    return path.startsWith(folder + "/");
  }
}
