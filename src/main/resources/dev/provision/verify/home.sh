# verify_home_shadows : files of the account, and variables, that come before the system's files.
#
# Prints "file PATH", "variable NAME=VALUE" for what a step sees and "manager NAME=VALUE" for what the
# account's systemd gives to podman.service, a line each; "set-by NAME FILE" for each file that sets
# such a variable. podman through 5.8 looks in
# ~/.config/containers for policy.json and registries.conf and in $XDG_CONFIG_HOME/containers for
# the others; podman 6 in the latter for all. containers-policy.json(5), containers-registries.conf(5).
verify_home_shadows() (
  verify_home_files "$HOME/.config"
  if [ "${XDG_CONFIG_HOME:-$HOME/.config}" != "$HOME/.config" ]; then
    verify_home_files "$XDG_CONFIG_HOME"
  fi
  variables=$(env) && verify_home_variables variable "$variables" /agent/.env \
    /etc/profile.d/agent_env_vars.sh /etc/environment || exit 1
  # A manager that does not run hands nothing on.
  if [ -S "${XDG_RUNTIME_DIR:-/nowhere}/bus" ]; then
    variables=$(timeout -k 2 10 systemctl --user show-environment) &&
      verify_home_variables manager "$variables" "$HOME"/.config/environment.d/*.conf \
        /etc/environment.d/*.conf /run/environment.d/*.conf /usr/lib/environment.d/*.conf \
        /etc/environment || exit 1
  fi
  echo end
)

# verify_home_root HOME : files of root, who runs podman through sudo.
verify_home_root() (
  verify_home_files "$1/.config"
  echo end
)

verify_home_files() {
  for file in "$1"/containers/policy.json \
    "$1"/containers/registries.conf "$1"/containers/registries.conf.d/*.conf \
    "$1"/containers/registries.rootless.conf.d/*.conf \
    "$1"/containers/storage.conf "$1"/containers/storage.conf.d/*.conf \
    "$1"/containers/containers.conf "$1"/containers/containers.conf.d/*.conf \
    "$1"/systemd/user/podman.socket "$1"/systemd/user/podman.socket.d/*.conf \
    "$1"/systemd/user/podman.service "$1"/systemd/user/podman.service.d/*.conf \
    "$1"/systemd/user/socket.d/*.conf "$1"/systemd/user/service.d/*.conf; do
    if [ -e "$file" ] || [ -L "$file" ]; then printf 'file %s\n' "$file"; fi
  done
}

# verify_home_variables KIND LINES FILE... : of NAME=VALUE lines those that podman heeds, and which of
# the files set them.
verify_home_variables() {
  heeded=$(printf '%s\n' "$2" |
    sed -n -E "s/^(CONTAINERS_(CONF|REGISTRIES_CONF|STORAGE_CONF|POLICY_JSON)(_OVERRIDE)?|REGISTRIES_CONFIG_PATH|STORAGE_(DRIVER|OPTS)|CONTAINER_(HOST|CONNECTION)|XDG_CONFIG_HOME)=/$1 &/p")
  [ -n "$heeded" ] || return 0
  printf '%s\n' "$heeded"
  shift 2
  printf '%s\n' "$heeded" | while IFS= read -r line; do
    name=${line#* }
    name=${name%%=*}
    grep -lsE "^[[:space:]]*(export[[:space:]]+)?$name=" -- "$@" | sed "s/^/set-by $name /"
  done
}

# verify_home_protected DIRECTORY... : what the account could do to directories that guard its files.
#
# Prints "ACTION DIRECTORY VERDICT" lines: create (a file in it), chmod and rename, for each. VERDICT
# is refused, possible, absent, or unknown when something else came in the way, such as a full disk.
# Nothing is renamed even where it is possible: the new name is a directory that is not empty, which
# the kernel refuses only after it has asked for permission.
verify_home_protected() (
  cd / || exit 125
  for directory in "$@"; do
    for action in create chmod rename; do
      verdict=absent
      if [ -d "$directory" ]; then
        status=0
        "verify_home_can_$action" "$directory" || status=$?
        case $status in
          0) verdict=possible ;;
          1) verdict=refused ;;
          *) verdict=unknown ;;
        esac
      fi
      printf '%s %s %s\n' "$action" "$directory" "$verdict"
    done
  done
)

# verify_home_failed COMPLAINT : 1 when the kernel refused for lack of permission. Anything else that
# went wrong proves nothing: 2.
verify_home_failed() {
  case $1 in
    *': Permission denied' | *': Operation not permitted' | *': Read-only file system') return 1 ;;
    *) return 2 ;;
  esac
}

verify_home_can_create() {
  verify_home_probe=$(LC_ALL=C mktemp "$1/.provision-verify.XXXXXX" 2>&1) ||
    { verify_home_failed "$verify_home_probe"; return; }
  rm -f "$verify_home_probe"
}

# The mode that it has: who may set that may set another.
verify_home_can_chmod() {
  verify_home_mode=$(stat -c %a -- "$1") || return 2
  verify_home_reason=$(LC_ALL=C chmod "$verify_home_mode" "$1" 2>&1) ||
    verify_home_failed "$verify_home_reason"
}

# An empty directory would be replaced, so without the entry nothing is tried. What is removed
# afterwards is only what was made here.
verify_home_can_rename() {
  verify_home_probe=$(LC_ALL=C mktemp -d "${1%/*}/.provision-verify.XXXXXX" 2>&1) ||
    { verify_home_failed "$verify_home_probe"; return; }
  mkdir "$verify_home_probe/entry" || { rmdir "$verify_home_probe"; return 2; }
  verify_home_reason=$(LC_ALL=C mv -f -T -- "$1" "$verify_home_probe" 2>&1) || :
  rmdir "$verify_home_probe/entry" "$verify_home_probe"
  case $verify_home_reason in
    *': Directory not empty' | *': File exists') return 0 ;;
    *) verify_home_failed "$verify_home_reason" ;;
  esac
}
