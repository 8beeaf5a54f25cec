# Sourced: QEMU's monitor.
# shellcheck shell=bash

# monitor DIR COMMAND [SECONDS] : prints the answer of a "human" monitor command; fails when there is
# none in time. The connection has to stay open until the answer is there, hence the coprocess;
# going to the directory keeps the socket's path shorter than the 107 characters it may have.
monitor() {
  local line answer='' status=1 deadline=$((SECONDS + ${3:-120}))
  coproc QMP { cd -- "$1" && exec socat - UNIX-CONNECT:qmp.sock 2>/dev/null; }
  local from=${QMP[0]} to=${QMP[1]} pid=$QMP_PID
  printf '%s\n' '{"execute": "qmp_capabilities"}' \
    '{"execute": "human-monitor-command", "id": "answer", "arguments": {"command-line": "'"$2"'"}}' \
    >&"$to"
  while ((SECONDS < deadline)) && IFS= read -r -t $((deadline - SECONDS + 1)) -u "$from" line; do
    if [[ $line == *'"id": "answer"'* ]]; then
      answer=$(sed -n 's/.*"return": "\(.*\)", "id".*/\1/p' <<<"$line")
      status=0
      break
    fi
  done
  exec {to}>&-
  wait "$pid" 2>/dev/null || true
  [[ -z $answer ]] || printf '%b' "$answer"
  return "$status"
}

# For commands that are silent when they succeed, as savevm and loadvm are.
monitor_quietly() {
  local answer
  answer=$(monitor "$@") || die "QEMU did not answer to '$2' in time"
  [[ -z $answer ]] || die "QEMU refused '$2': $answer"
}
