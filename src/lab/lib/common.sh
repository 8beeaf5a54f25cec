# Sourced by every command here: messages, the two directories, waiting.
# shellcheck shell=bash

lab_state=${PROVISION_LAB_STATE:-${XDG_STATE_HOME:-$HOME/.local/state}/provision-lab}
lab_cache=${PROVISION_LAB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/provision-lab}

# Debian keeps mke2fs, busybox httpd's friends and docker-registry's helpers in sbin, which an
# ordinary user's PATH leaves out.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

say() { printf 'lab: %s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

usage_error() {
  say "$*"
  say "see: ${0##*/} --help"
  exit 64
}

# The header comment of a command is its help, so that the two cannot differ.
print_help() {
  sed -n '2,/^$/ { s/^# \{0,1\}//; /^shellcheck /d; p; }' "$1"
}

# wait_until SECONDS COMMAND... : polls; the caller says what it means when this fails.
wait_until() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.2
  done
}

require_commands() {
  local command missing=()
  for command in "$@"; do
    command -v "$command" >/dev/null || missing+=("$command")
  done
  ((${#missing[@]} == 0)) || die "missing on this machine: ${missing[*]}; run src/lab/prerequisites"
}

# Root of a name space of its own where we are not root: files get the owners they will have in the
# machine. Needs a line in /etc/subuid, which useradd writes.
as_root() {
  if ((EUID == 0)); then
    "$@"
  else
    unshare --user --map-auto --map-root-user -- "$@"
  fi
}

# The env files are KEY=VALUE without quotes and QEMU splits its options at commas.
for directory in "$lab_state" "$lab_cache"; do
  [[ $directory =~ ^/[A-Za-z0-9/._@+~-]+$ ]] ||
    die "the lab cannot work in '$directory': set PROVISION_LAB_STATE and PROVISION_LAB_CACHE to absolute paths of plain characters"
done
unset directory
