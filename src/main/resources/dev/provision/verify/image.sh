# An image of the host's own programs, for containers that prove something: it is there whatever the
# registries do. Its label is on all that is made of it, and by that it is all found again.

# image_hold AGENT MAKE REMOVE CLEAR : keeps an image as long as the standard input is open.
#
# The last three are programs for a step; CLEAR is run where the account had no cache before. Says what MAKE said, "ready" or what went wrong, and "gone"
# at the end. A connection that is lost ends the input too, and after half an hour it is over.
image_hold() {
  home=$(getent passwd "$1" | cut -d : -f 6)
  if [ -e "$home/.cache" ]; then cached=yes; else cached=no; fi
  remove=$3
  clear=$4
  # Whoever listened may be gone: then a word to them must not be the end.
  trap : HUP PIPE
  trap 'exit 143' INT TERM
  trap 'image_release "$1"' EXIT
  # A process of the account could hold the answer open, or never end it.
  made=$(as_step "$1" "$2" | timeout -k 2 250 head -n 1 | head -c 1000)
  if [ "$made" = ready ]; then
    record ready
    timeout 1800 cat <&4 >/dev/null
  else
    record failed "$(printf '%s' "${made:-no step ran}" | tr '\n\037' '  ')"
  fi
}

image_release() {
  trap '' INT TERM
  as_step "$1" "$remove" >/dev/null 2>&1
  if [ "$cached" = no ]; then as_step "$1" "$clear" >/dev/null 2>&1; fi
  record gone
}

# image_make NAME LABEL : builds it; "ready", or what went wrong. Needs no network and no other image.
image_make() (
  umask 022
  cd / || exit 125
  PATH=$PATH:/usr/sbin:/sbin
  work=$(mktemp -d "$HOME/.provision-verify.XXXXXX") || exit 125
  trap 'rm -rf "$work"' EXIT
  trap 'exit 143' HUP INT TERM
  mkdir -p "$work/root/usr/bin" "$work/root/etc/default" "$work/root/root" "$work/root/home" \
    "$work/root/var/tmp" "$work/root/usr/lib" "$work/root/usr/lib64" || exit 125
  for folder in bin lib lib64; do ln -s "usr/$folder" "$work/root/$folder" || exit 125; done
  for folder in sbin usr/sbin; do ln -s /usr/bin "$work/root/$folder" || exit 125; done
  for name in sh bash cat cut env getent groupadd id ls perl sleep useradd usermod; do
    file=$(command -v "$name")
    if ! cp -L "$file" "$work/root/usr/bin"; then
      echo "cannot copy $name"
      exit 1
    fi
    # shellcheck disable=SC2046 # paths of libraries hold no blanks
    cp -L --parents $(ldd "$file" | grep -o '/[^ ]*') "$work/root" || exit 125
  done
  # The modules that perl itself needs; perl-base is essential in Debian and Ubuntu.
  for folder in /usr/lib/*/perl-base; do
    if [ -d "$folder" ]; then cp -r --parents "$folder" "$work/root" || exit 125; fi
  done
  if [ -r /etc/login.defs ]; then cp /etc/login.defs "$work/root/etc"; fi
  printf 'root:x:0:0:root:/root:/bin/bash\n' >"$work/root/etc/passwd"
  printf 'root:x:0:\n' >"$work/root/etc/group"
  printf 'root:*:19000:0:99999:7:::\n' >"$work/root/etc/shadow"
  printf 'root:*::\n' >"$work/root/etc/gshadow"
  printf 'FROM scratch\nCOPY root /\nENV PATH=/usr/bin\n' >"$work/Containerfile"
  timeout -k 2 120 podman build --quiet --layers=false --network none --label "$2" --tag "$1" "$work" \
    </dev/null >/dev/null 2>"$work/errors" || {
    grep '^Error: ' "$work/errors" | tail -n 1 | cut -c 1-600
    exit 1
  }
  echo ready
)

# image_remove LABEL : takes away what bears the label.
image_remove() {
  # podman 3 knows no --time.
  image_each "$1" 'ps --all' rm --force --time 0 || image_each "$1" 'ps --all' rm --force
  image_each "$1" images rmi --force
  image_each "$1" 'network ls' network rm --force
}

# image_clear : podman's cache, when there is nothing in it but the lock that each container leaves.
image_clear() {
  rm -f "$HOME/.cache/containers/short-name-aliases.conf.lock"
  rmdir "$HOME/.cache/containers" "$HOME/.cache" 2>/dev/null
}

# image_each LABEL LIST COMMAND... : the command on all that a list has.
image_each() (
  cd / || exit
  label=$1
  list=$2
  shift 2
  # shellcheck disable=SC2086 # a command of one or two words; ids hold no blanks
  found=$(timeout -k 2 30 podman $list --quiet --filter "label=$label" </dev/null | sort -u)
  # shellcheck disable=SC2086
  [ -z "$found" ] || timeout -k 2 60 podman "$@" $found </dev/null >/dev/null
)
