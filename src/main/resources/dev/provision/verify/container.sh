# verify_container_limits : starts a container and prints the limits that it sees.
#
# There need not be an image: the root file system is the host's own /bin/sh with its libraries. It
# lies in the account's home, where the account's images lie too, because /tmp may forbid programs.
# Prints the container's /proc/self/limits, one RS (octal 036) and the beginning of standard error;
# 124 when time ran out.
verify_container_limits() (
  cd / || exit 125
  work=$(mktemp -d "$HOME/.provision-verify.XXXXXX") || exit 125
  trap 'verify_container_remove "$work"' EXIT
  trap 'exit 143' HUP INT TERM
  mkdir -p "$work/root/bin" && cp -L /bin/sh "$work/root/bin/sh" || exit 125
  # shellcheck disable=SC2046 # paths of libraries hold no blanks
  cp -L --parents $(ldd /bin/sh | grep -o '/[^ ]*') "$work/root" || exit 125
  status=0
  # shellcheck disable=SC2016 # the container's shell expands
  timeout -k 2 45 podman run --rm --network none --cidfile "$work/cid" --rootfs "$work/root" \
    /bin/sh -c 'while read -r line; do printf "%s\n" "$line"; done </proc/self/limits' \
    </dev/null >"$work/out" 2>"$work/err" || status=$?
  [ "$status" -ne 137 ] || status=124
  head -c 65536 "$work/out"
  printf '\036'
  head -c 4096 "$work/err" | tr -d '\036'
  exit "$status"
)

# Only a container that outlived its time is still there. What it wrote may belong to a subordinate
# id, which only podman can remove.
verify_container_remove() {
  if [ -s "$1/cid" ]; then
    timeout -k 2 10 podman rm --force --ignore --time 0 --cidfile "$1/cid" >/dev/null 2>&1 || :
  fi
  rm -rf "$1" 2>/dev/null || timeout -k 2 10 podman unshare rm -rf "$1" >/dev/null 2>&1 || :
}
