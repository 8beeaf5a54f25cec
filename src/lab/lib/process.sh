# Sourced: processes of a lab, found again through a pid file.
# shellcheck shell=bash

# process_of PIDFILE : prints the pid, if that process still lives and is ours. Pids are used again;
# every process that we start has a path of its lab's directory among its arguments.
process_of() {
  local pid arguments
  [[ -s $1 ]] && read -r pid <"$1" && [[ -r /proc/$pid/cmdline ]] || return 1
  # Empty for a zombie, and unreadable when it ends just now.
  mapfile -d '' -t arguments 2>/dev/null <"/proc/$pid/cmdline" || return 1
  [[ " ${arguments[*]}" == *"${1%/*}/"* ]] || return 1
  printf '%s\n' "$pid"
}

runs() { process_of "$1" >/dev/null; }
is_gone() { ! process_of "$1" >/dev/null; }

# stop_process PIDFILE [SIGNAL]
stop_process() {
  local pid
  pid=$(process_of "$1") || { rm -f -- "$1"; return 0; }
  kill -s "${2:-TERM}" "$pid" 2>/dev/null || true
  if ! wait_until 10 is_gone "$1"; then
    kill -s KILL "$pid" 2>/dev/null || true
    wait_until 10 is_gone "$1" || die "process $pid does not end, even when killed"
  fi
  rm -f -- "$1"
}
