# verify_asked LIMIT NAME : which registries podman asks for an image that nobody has.
#
# podman's own log is the witness: what it tries, the requests it makes, what came of them; type
# dockerImageSource of containers/image. Prints those lines of the log without the time stamp, one
# RS (octal 036) and the error, or "stopped" where nobody answered: podman would only ask the same
# again, for many seconds. The pull fails, so 0 says only that podman was run; 124 when time ran out.
verify_asked() (
  cd / || exit 125
  work=$(mktemp -d) || exit 125
  trap 'rm -rf "$work"' EXIT
  trap 'exit 143' HUP INT TERM
  # Short names that the account has used before win over registries.conf.
  mkdir "$work/containers" || exit 125
  cp "${XDG_CACHE_HOME:-$HOME/.cache}/containers/short-name-aliases.conf" "$work/containers" 2>/dev/null
  verify_asked_stop "$work" >/dev/null &
  status=0
  # podman's cache of short names would stay.
  # shellcheck disable=SC2016 # the inner shell expands
  XDG_CACHE_HOME=$work sh -c 'echo "$$" >"$1/pid" && shift && exec timeout -k 2 "$@"' sh "$work" "$1" \
    podman --log-level debug pull --quiet "$2" </dev/null >"$work/out" 2>"$work/log" || status=$?
  touch "$work/over"
  wait
  sed -n 's/^time="[^"]*" level=debug msg="\(Trying to access .*\|GET .*\|Accessing .*\)"$/\1/p' \
    "$work/log" | cut -c 1-400 | head -n 200
  printf '\036'
  if [ -e "$work/stopped" ]; then
    echo stopped
    exit 0
  fi
  grep '^Error: ' "$work/log" | tail -n 1 | cut -c 1-1000 | tr -d '\036'
  case $status in 124 | 137) exit 124 ;; 0) echo 'Error: there is such an image' ;; esac
  exit 0
)

# Ends by itself, too, when the shell was killed that it helps.
verify_asked_stop() {
  rounds=200
  while [ -d "$1" ] && [ ! -e "$1/over" ] && [ "$rounds" -gt 0 ]; do
    rounds=$((rounds - 1))
    if [ ! -e "$1/stopped" ] && grep -q -s 'retrying in' "$1/log"; then
      touch "$1/stopped"
      kill "$(cat "$1/pid")"
    fi
    sleep 0.3
  done
}
