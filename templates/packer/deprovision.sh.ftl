#!/bin/sh
# Takes away what must be each machine's own, so that the first boot makes it anew. Runs as root, last of
# all: what is named here is gone afterwards, and with waagent the account that built the image, too.
set -eu

if command -v cloud-init >/dev/null; then
  cloud-init clean --logs
fi
# Empty, not missing: systemd fills it at boot; machine-id(5).
printf '' >/etc/machine-id
rm -f /var/lib/dbus/machine-id
if command -v waagent >/dev/null; then
  waagent -force -deprovision+user
fi
sync
