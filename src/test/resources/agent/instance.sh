#!/bin/sh
# instance.sh : STAND-IN for what an instance gets at its first boot from an image that waagent made
# general. On Azure cloud-init does it, and the client of DHCP.
set -eu

# The module set_hostname, with the name that the scale set gives; a name that Azure's DNS knows.
hostname agent000001
hostname >/etc/hostname
sed -i 's/^127\.0\.1\.1 .*/127.0.1.1 agent000001/' /etc/hosts

# DHCP's name servers: here there are none.
echo '# no name server' >/etc/resolv.conf

# The modules users_groups and ssh: the administrator's account and keys, and host keys.
useradd --create-home --shell /bin/bash packer
install -d -m 0700 -o packer -g packer ~packer/.ssh
install -m 0600 -o packer -g packer /root/.ssh/authorized_keys ~packer/.ssh/
ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key

# The module keys_to_console.
{
  echo '-----BEGIN SSH HOST KEY KEYS-----'
  cat /etc/ssh/ssh_host_ed25519_key.pub
  echo '-----END SSH HOST KEY KEYS-----'
} >/dev/console
