# Sourced: ssh into a lab, with its own key and known hosts and no file of the caller's.
# shellcheck shell=bash

# ssh_to DIR USER [COMMAND...]
ssh_to() {
  local dir=$1 user=$2
  shift 2
  ssh -F none -o BatchMode=yes -o ConnectTimeout=5 -o LogLevel=ERROR \
    -o IdentitiesOnly=yes -o IdentityAgent=none -i "$(env_get "$dir" LAB_KEY)" \
    -o GlobalKnownHostsFile=/dev/null -o UserKnownHostsFile="$(env_get "$dir" LAB_KNOWN_HOSTS)" \
    -o StrictHostKeyChecking=yes -o ServerAliveInterval=15 -o ServerAliveCountMax=8 \
    -p "$(env_get "$dir" LAB_PORT)" "$user@127.0.0.1" "$@"
}
