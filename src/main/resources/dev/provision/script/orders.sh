# The program of an exported script: the transaction, with all of its orders there from the start.

stopped=
podman_is=

# follow_all: orders over standard input. First comes "runner DIGEST", of the profile; then, beside those
# of transaction.sh,
#
#   act FROM BEFORE TITLE CALL       a step for a podman from one version on, before another; - for any
follow_all() {
  # What runs at that moment ends by the same signal; then the machine goes back, whatever else comes.
  trap 'stopped=yes && trap "" HUP INT TERM' HUP INT TERM
  locked || return 0
  read -r _ digest <&4
  if is_runner "$digest"; then
    record same
    return 0
  fi
  record ready
  while read -r order first second third fourth <&4; do
    if [ -n "$stopped" ]; then
      echo "it was told to stop" >"$LOG"
      fail -1
      return 0
    fi
    if [ "$order" = act ]; then
      fits "$first" "$second" || continue
      record doing "$third"
      order=step
      first=$fourth
    fi
    follow || return 0
  done
  undo_all
}

# is_runner DIGEST: by its receipt. The name of the key stands nowhere else so far to the left.
is_runner() {
  [ -n "$1" ] && [ "$(sed -n 's/^  "digest" : "\(.*\)",$/\1/p' "$RECEIPT" 2>/dev/null)" = "$1" ]
}

# fits FROM BEFORE
fits() {
  [ "$1 $2" != '- -' ] || return 0
  [ -n "$podman_is" ] || podman_is=$(podman_version)
  [ "$1" = - ] || dpkg --compare-versions "$podman_is" ge "$1" || return 1
  [ "$2" = - ] || dpkg --compare-versions "$podman_is" lt "$2"
}

podman_version() {
  timeout -k 2 20 podman --version | sed -n '1s/^[^0-9]*\([0-9][0-9.]*\).*/\1/p'
}
