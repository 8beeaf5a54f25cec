package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;

/**
 * What happens to a machine between the end of its build and the first boot of an instance: Azure's
 * agent for Linux, from the distribution, makes the image general. What an instance gets at its
 * boot on Azure is stood in for.
 */
final class GeneralImage {
  private GeneralImage() {}

  /** Ends when the instance is up. Its login is a new account of the same name. */
  static void becomesAnInstance(Lab lab) {
    ResourceFiles.bring(lab, "ovf-env.xml", "/var/lib/waagent/ovf-env.xml");
    ResourceFiles.bring(lab, "instance.sh", "/opt/instance.sh");
    ResourceFiles.bring(lab, "instance.service", "/etc/systemd/system/instance.service");
    // Without host keys sshd lets nobody in: what waagent has left must be looked at in one go.
    Result last =
        lab.root(
            """
            systemctl --quiet enable instance.service
            waagent -deprovision+user -force
            echo "waagent: $?"
            cd / && ls -d etc/resolv.conf etc/ssh/ssh_host_* home/packer var/lib/waagent/* 2>/dev/null
            ls -d home/AzDevOps etc/machine-id
            getent passwd packer AzDevOps | cut -d : -f 1
            sed -n 's/^\\(root\\):\\([^:]*\\):.*/\\1 \\2/p' etc/shadow
            cat etc/hostname && echo
            systemctl --no-block poweroff""");
    assertThat(last.stdout().lines().filter(line -> !line.startsWith("WARNING!")))
        .as(last.everything())
        .containsExactly(
            "waagent: 0",
            "etc/machine-id",
            "home/AzDevOps",
            "AzDevOps",
            "root *LOCK*",
            "localhost.localdomain");
    lab.startsAfterPowerOff();
    assertThat(lab.must("hostname && systemctl is-failed instance.service; true"))
        .isEqualTo("agent000001\ninactive");
  }
}
