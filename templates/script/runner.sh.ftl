#!/bin/sh
# Managed by provision. Makes a fresh Debian or Ubuntu, as root, an Azure DevOps agent with rootless
# podman: in one transaction, which takes itself back when a step or the verification fails. Run again
# it changes nothing. The profile's digest is
#   ${digest}
# Exit codes: 0 a runner, 3 failed and as before, 4 going back failed too, 75 another apply is at work,
# 69 was ended, 64 not root. What it does can be read:
#   sed '1,/<<.END.$/d; /^END$/,$d' runner.sh | base64 -d | gzip -d
set -u
umask 022
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
LC_ALL=C
export PATH LC_ALL

packed() {
  base64 -d <<'END'
${packed}
END
}

# At the end, so that nothing is begun of a script that did not arrive whole.
if [ "$(id -u)" != 0 ]; then
  echo "this must be root's: sudo sh $0" >&2
  exit 64
fi
program=$(packed | gzip -d) || {
  echo "this script is not whole: get it once more" >&2
  exit 64
}
cd /
eval "$program"
