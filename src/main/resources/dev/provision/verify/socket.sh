# verify_socket_get SOCKET PATH... : what podman's API answers to a GET of each PATH.
#
# `podman system dial-stdio` (podman 4.0) carries bytes between the socket and its own input and
# output, so a target needs no curl. All requests go out at once over one connection, which the
# server closes after the last. The FIFO stays open for writing meanwhile: a server that sees the
# end of its input gives up on the request that it is working on.
# Prints the responses, one RS (octal 036) and the beginning of standard error; 124 when time ran out.
verify_socket_get() (
  socket=$1
  shift
  cd / || exit 125
  work=$(mktemp -d) || exit 125
  trap 'rm -rf "$work"' EXIT
  trap 'exit 143' HUP INT TERM
  mkfifo "$work/in" || exit 125
  exec 3<>"$work/in"
  while [ $# -gt 0 ]; do
    printf 'GET %s HTTP/1.1\r\nHost: d\r\n' "$1" >&3
    [ $# -gt 1 ] || printf 'Connection: close\r\n' >&3
    printf '\r\n' >&3
    shift
  done
  status=0
  timeout -k 2 40 podman --remote --url "unix://$socket" system dial-stdio \
    <"$work/in" >"$work/out" 2>"$work/err" 3>&- || status=$?
  [ "$status" -ne 137 ] || status=124
  head -c 1048576 "$work/out"
  printf '\036'
  head -c 4096 "$work/err" | tr -d '\036'
  exit "$status"
)
