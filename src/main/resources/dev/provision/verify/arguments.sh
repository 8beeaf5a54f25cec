# verify_arguments IMAGE ARGUMENT... : what a container prints that a step runs by the command docker:
# each of its arguments between < and >, and at last one with a line end in it.
#
# After it one RS (octal 036) and the beginning of standard error; 124 when time ran out.
verify_arguments() (
  cd / || exit 125
  work=$(mktemp -d) || exit 125
  trap 'rm -rf "$work"' EXIT
  trap 'exit 143' HUP INT TERM
  image=$1
  shift
  status=0
  # shellcheck disable=SC2016 # the container's shell expands
  timeout -k 2 60 docker run --rm --network none --env "SPACED=a  b" "$image" \
    bash -c 'printf "<%s>" "$SPACED" "$@"' bash "$@" '
' </dev/null >"$work/out" 2>"$work/err" || status=$?
  [ "$status" -ne 137 ] || status=124
  head -c 65536 "$work/out"
  printf '\036'
  head -c 4096 "$work/err" | tr -d '\036'
  exit "$status"
)
