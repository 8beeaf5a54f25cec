package dev.provision.vm;

import java.util.stream.Stream;

/**
 * Something done to a runner behind our back, for every resource of the profile.
 *
 * @param command of a shell, as root
 * @param resource whose state is another then
 */
record Tampering(String command, String resource) {
  static Stream<Tampering> all() {
    return Stream.of(
        new Tampering("echo >>/etc/containers/policy.json", "file:/etc/containers/policy.json"),
        new Tampering("rm /etc/containers/registries.conf", "file:/etc/containers/registries.conf"),
        new Tampering(
            "sed -i s/10000/1/ /etc/containers/containers.conf",
            "file:/etc/containers/containers.conf"),
        new Tampering(
            "sed -i s/overlay/vfs/ /home/AzDevOps/.config/containers/storage.conf",
            "file:/home/AzDevOps/.config/containers/storage.conf"),
        new Tampering("rm /etc/containers/nodocker", "file:/etc/containers/nodocker"),
        new Tampering("echo >>/etc/provision/receipt.json", "receipt:/etc/provision/receipt.json"),
        new Tampering("chmod 0644 /usr/local/bin/docker", "file:/usr/local/bin/docker"),
        new Tampering(
            "rm /etc/tmpfiles.d/podman-docker.conf", "file:/etc/tmpfiles.d/podman-docker.conf"),
        new Tampering(
            "sed -i 's/^export //' /etc/profile.d/agent_env_vars.sh",
            "file:/etc/profile.d/agent_env_vars.sh"),
        new Tampering(
            "sed -i /DOCKER_HOST/d /etc/environment; echo OTHER=1 >>/etc/environment",
            "environment:/etc/environment"),
        new Tampering(
            "chown 1001 /etc/sudoers.d/provision-agent", "file:/etc/sudoers.d/provision-agent"),
        new Tampering(
            "ln -sf /dev/null /etc/systemd/system/user@.service.d/delegate.conf",
            "file:/etc/systemd/system/user@.service.d/delegate.conf"),
        new Tampering(
            ">/etc/modules-load.d/provision.conf", "file:/etc/modules-load.d/provision.conf"),
        new Tampering(
            "gpasswd -d AzDevOps adm; usermod -s /usr/sbin/nologin AzDevOps", "account:AzDevOps"),
        new Tampering("chgrp root /home/AzDevOps", "folder:/home/AzDevOps"),
        new Tampering("chown root /home/AzDevOps/.config", "folder:/home/AzDevOps/.config"),
        new Tampering(
            "chmod 0700 /home/AzDevOps/.config/containers",
            "folder:/home/AzDevOps/.config/containers"),
        new Tampering("setfacl -k /home", "acl:/home"),
        new Tampering("modprobe -r overlay", "module:overlay"),
        new Tampering(
            "cd /etc/systemd/system/user@.service.d && mv delegate.conf away"
                + " && systemctl daemon-reload && systemctl restart user@1001"
                + " && mv away delegate.conf",
            "delegation:user@1001.service"),
        new Tampering("sed -i /AzDevOps/d /etc/subuid", "subordinate-ids:AzDevOps"),
        new Tampering("ln -sfn /run/podman/podman.sock /run/docker.sock", "link:/run/docker.sock"),
        new Tampering(
            "runuser -u AzDevOps -- env XDG_RUNTIME_DIR=/run/user/1001"
                + " systemctl --user stop podman.socket",
            "user-unit:podman.socket"),
        new Tampering("rm /var/lib/systemd/linger/AzDevOps", "linger:AzDevOps"),
        new Tampering("dpkg --purge --force-depends skopeo", "packages"));
  }

  @Override
  public String toString() {
    return command;
  }
}
