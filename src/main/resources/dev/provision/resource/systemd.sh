# systemd: the account's own manager, its units, links made by tmpfiles. In a tree that is not
# booted nothing is started and nothing runs: what the next boot will read counts.

# Seconds for one request to the account's manager.
patience=60

# In the account's own manager, from root, without a login.
user_systemctl() {
  user=$1
  uid=$2
  shift 2
  if [ ! -S "/run/user/$uid/bus" ]; then
    timeout -k 2 "$patience" runuser -u "$user" -- env SYSTEMD_OFFLINE=1 systemctl --user "$@"
    return
  fi
  timeout -k 2 "$patience" runuser -u "$user" -- env "XDG_RUNTIME_DIR=/run/user/$uid" \
    "DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/$uid/bus" systemctl --user "$@"
}

# observe_linger USER UID
observe_linger() {
  if [ -e "/var/lib/systemd/linger/$1" ]; then echo enabled; else echo disabled; fi
  if [ -S "/run/user/$2/bus" ] || ! booted; then echo running; else echo stopped; fi
}

# The bus answers a moment after the manager starts; later steps need it.
enable_linger() {
  if [ ! -e "/var/lib/systemd/linger/$1" ]; then
    undo_with disable_linger "$1" "$2" || return 1
  fi
  enable_linger_again "$1" "$2"
}

wait_for_bus() {
  tries=0
  while [ ! -S "/run/user/$1/bus" ]; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ]; then
      echo "/run/user/$1/bus did not appear; is dbus-user-session installed?"
      return 1
    fi
    sleep 0.1
  done
}

# end_linger USER UID
end_linger() {
  undo_with enable_linger_again "$1" "$2" || return 1
  disable_linger "$1" "$2"
}

enable_linger_again() {
  getent passwd "$1" >/dev/null || return 0
  if ! booted; then
    mkdir -p /var/lib/systemd/linger && printf '' >"/var/lib/systemd/linger/$1"
    return
  fi
  timeout -k 2 60 loginctl enable-linger "$1" &&
    timeout -k 2 60 systemctl start "user@$2.service" && wait_for_bus "$2"
}

disable_linger() {
  if ! booted; then
    rm -f "/var/lib/systemd/linger/$1"
    return
  fi
  timeout -k 2 60 loginctl disable-linger "$1" 2>/dev/null
  timeout -k 2 60 systemctl stop "user@$2.service" 2>/dev/null
  return 0
}

# observe_delegation UID: the controllers that the manager got, nothing when it does not run.
observe_delegation() {
  cat "/sys/fs/cgroup/user.slice/user-$1.slice/user@$1.service/cgroup.controllers"
}

# observe_manager_variable USER UID NAME: fails when the manager does not run.
observe_manager_variable() {
  [ -S "/run/user/$2/bus" ] || return 1
  variables=$(user_systemctl "$1" "$2" show-environment) || return 1
  printf '%s\n' "$variables" | grep "^$3=" || true
}

# observe_own_variable USER UID NAME DROP-IN: fails when no drop-in sets it, too.
observe_own_variable() {
  [ -e "$4" ] && observe_manager_variable "$1" "$2" "$3"
}

# note_user_manager UID: before files change that it reads when it starts. Going back restarts it over those
# that were there, whatever has been booted since.
note_user_manager() {
  undo_with restart_running_manager "$1"
}

restart_running_manager() {
  [ ! -S "/run/user/$1/bus" ] || restart_user_manager "$1"
}

# restart_user_manager UID: only a restarted manager gets newly delegated controllers.
restart_user_manager() {
  daemon_reload || return 1
  timeout -k 2 90 systemctl restart "user@$1.service" && wait_for_bus "$1"
}

# observe_user_unit USER UID UNIT
observe_user_unit() {
  state=$(user_systemctl "$1" "$2" is-enabled "$3")
  echo "$state"
  if booted; then
    user_systemctl "$1" "$2" is-active "$3"
  elif [ "$state" = enabled ]; then
    echo active
  fi
  return 0
}

# observe_own_unit USER UID UNIT: of a file of ours: whether it is enabled, then how it is doing. One that
# is to come up gets time for it: after a boot podman 5.3 waits 90 s for a network that nobody announces.
observe_own_unit() {
  user_systemctl "$1" "$2" is-enabled "$3"
  booted || {
    echo tree
    return 0
  }
  tries=0
  while state=$(user_systemctl "$1" "$2" show "$3" \
    -p Type,ActiveState,SubState,Result,InactiveEnterTimestampMonotonic,Job) && [ "$tries" -lt 100 ]; do
    case $state in
      *SubState=auto-restart*) break ;;
      *ActiveState=activating* | *Job=[1-9]*) ;;
      *) break ;;
    esac
    tries=$((tries + 1))
    sleep 1
  done
  printf '%s\n' "$state"
}

# enable_user_unit USER UID UNIT
enable_user_unit() {
  note_user_unit "$@" || return 1
  if [ -S "/run/user/$2/bus" ]; then set -- "$@" --now; fi
  user_systemctl "$1" "$2" enable "$3" ${4+"$4"}
}

# stop_user_unit USER UID UNIT
stop_user_unit() {
  note_user_unit "$@" || return 1
  if [ -S "/run/user/$2/bus" ]; then set -- "$@" --now; fi
  user_systemctl "$1" "$2" disable "$3" ${4+"$4"}
}

# A unit that somebody linked to its account's folder has the link's target besides.
note_user_unit() {
  home=$(getent passwd "$1" | cut -d : -f 6)
  undo_with restore_user_unit "$@" "$(user_systemctl "$1" "$2" is-enabled "$3")" \
    "$(user_systemctl "$1" "$2" is-active "$3")" "$(readlink -- "$home/.config/systemd/user/$3")"
}

# restore_user_unit USER UID UNIT ENABLED ACTIVE LINKED: a unit may run without being enabled, and
# the other way round.
restore_user_unit() {
  getent passwd "$1" >/dev/null || return 0
  # A container may wait for the network, and fetch its image.
  patience=300
  present=$(user_systemctl "$1" "$2" is-enabled "$3")
  # A unit whose package is gone has nothing that could be disabled.
  case $present:$4 in :disabled | not-found:disabled) present=disabled ;; esac
  if [ "$present" != "$4" ]; then
    user_systemctl "$1" "$2" disable "$3" || return 1
    case $4 in
      enabled) user_systemctl "$1" "$2" enable "$3" || return 1 ;;
      enabled-runtime) user_systemctl "$1" "$2" --runtime enable "$3" || return 1 ;;
      linked) user_systemctl "$1" "$2" link "$6" || return 1 ;;
    esac
  fi
  [ -S "/run/user/$2/bus" ] || return 0
  [ "$(user_systemctl "$1" "$2" is-active "$3")" != "$5" ] || return 0
  case $5 in
    active | activating | reloading) user_systemctl "$1" "$2" start "$3" || rests "$3" ;;
    *) user_systemctl "$1" "$2" stop "$3" ;;
  esac
}

# rests UNIT: of a profile's own unit that ran before and will not start any more, since its image is gone,
# say: that must not keep a host from going back. Without podman's socket it would be no runner.
rests() {
  case $1 in podman.*) return 1 ;; esac
  stays "$1 as it is, which ran before and does not start any more"
}

# A podman service that is running has read registries.conf already and keeps it.
refresh_podman() {
  [ -S "/run/user/$2/bus" ] && getent passwd "$1" >/dev/null || return 0
  user_systemctl "$1" "$2" try-restart podman.service
}

daemon_reload() {
  booted || return 0
  timeout -k 2 60 systemctl daemon-reload
}

# observe_link LINK WANTED: where it leads, or what else is there. /run is made anew by the next boot.
observe_link() {
  booted || {
    printf '%s\n' "$2"
    return 0
  }
  readlink -- "$1" && return 0
  if [ -S "$1" ]; then echo socket; elif [ -e "$1" ]; then echo other; else echo absent; fi
}

# drop_link LINK
drop_link() {
  keep_path "$1" && rm -f -- "./${1##*/}"
}

# make_link TMPFILE LINK: systemd-tmpfiles makes it now as it will at the next boot.
make_link() {
  keep_path "$2" || return 1
  timeout -k 2 30 systemd-tmpfiles --create "$1"
}
