# verify_command LIMIT COMMAND [ARGUMENT...] : what a command says, within LIMIT seconds.
#
# Prints its standard output, one RS (octal 036) and the beginning of its standard error; without
# the RS the answer was cut off. The status is the command's, or 124 when its time ran out. Output
# goes through files: a daemon that the command leaves behind (podman's pause process) would keep a
# pipe open long after.
verify_command() {
  limit=$1
  shift
  cd / || exit 125
  work=$(mktemp -d) || exit 125
  trap 'rm -rf "$work"' EXIT
  trap 'exit 143' HUP INT TERM
  status=0
  timeout -k 2 "$limit" "$@" </dev/null >"$work/out" 2>"$work/err" || status=$?
  # 137: it outlived the first signal, and -k killed it.
  [ "$status" -ne 137 ] || status=124
  head -c 1048576 "$work/out"
  printf '\036'
  # Nearly always there is nothing, and each program that starts is one more on every host.
  if [ -s "$work/err" ]; then head -c 4096 "$work/err" | tr -d '\036'; fi
  exit "$status"
}
