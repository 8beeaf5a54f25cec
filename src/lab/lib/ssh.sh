# Sourced: ssh into a lab, with its own key and known hosts and no file of the caller's.
# shellcheck shell=bash

# ssh_to DIR USER [COMMAND...] : a login takes four seconds under emulation, so whoever comes next
# goes over the connection of the first. Its socket is found from the directory: a path may have no
# more than 107 characters. It stays open behind the caller, who may hold a lock in descriptor 9.
ssh_to() {
  local dir=$1 user=$2 key known_hosts port
  shift 2
  key=$(env_get "$dir" LAB_KEY) known_hosts=$(env_get "$dir" LAB_KNOWN_HOSTS)
  port=$(env_get "$dir" LAB_PORT)
  (
    cd -- "$dir" || exit
    exec ssh -F none -o BatchMode=yes -o ConnectTimeout=5 -o LogLevel=ERROR \
      -o IdentitiesOnly=yes -o IdentityAgent=none -i "$key" \
      -o GlobalKnownHostsFile=/dev/null -o UserKnownHostsFile="$known_hosts" \
      -o StrictHostKeyChecking=yes -o ServerAliveInterval=15 -o ServerAliveCountMax=8 \
      -o ControlMaster=auto -o ControlPath=ssh-%r -o ControlPersist=300 \
      -p "$port" "$user@127.0.0.1" "$@" 9>&-
  )
}

# hang_up DIR : before the machine is another one, which knows nothing of the connections.
hang_up() {
  local socket
  for socket in "$1"/ssh-*; do
    [[ -S $socket ]] || continue
    (cd -- "$1" && ssh -F none -o "ControlPath=${socket##*/}" -O exit lab) >/dev/null 2>&1 || true
    rm -f -- "$socket"
  done
}
