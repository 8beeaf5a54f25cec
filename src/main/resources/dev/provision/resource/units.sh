# Units of the account that come from files of ours. In a tree that is not booted, and where the account
# has no manager, nothing runs: what is enabled starts with the next one.

# reload_units USER UID: the account's manager reads its units anew, which runs podman's generator.
reload_units() {
  [ -S "/run/user/$2/bus" ] && getent passwd "$1" >/dev/null || return 0
  user_systemctl "$1" "$2" daemon-reload
}

# Starting a container may mean to fetch its image.
patiently() {
  patience=300
  ended=0
  "$@" || ended=$?
  patience=60
  return "$ended"
}

# rest_unit USER UID UNIT: before its file goes. What it was comes back after the file.
rest_unit() {
  undo_with restore_user_unit "$@" "$(user_systemctl "$1" "$2" is-enabled "$3")" "$(doing "$@")" '' &&
    unlink_unit "$@" || return 1
  [ -S "/run/user/$2/bus" ] || return 0
  patiently user_systemctl "$1" "$2" stop "$3"
}

# doing USER UID UNIT: active for a job that was done, too, which systemd forgets with the unit: going back
# does it again.
doing() {
  state=$(user_systemctl "$1" "$2" is-active "$3")
  job=$(user_systemctl "$1" "$2" show "$3" -p Type,Result,InactiveEnterTimestampMonotonic | sort |
    paste -s -d ' ')
  case "$state $job" in
    'inactive InactiveEnterTimestampMonotonic='[1-9]*' Result=success Type=oneshot') state=active ;;
  esac
  echo "$state"
}

# What a generator made has no links of ours.
unlink_unit() {
  case $(user_systemctl "$1" "$2" is-enabled "$3") in
    enabled | enabled-runtime | linked | linked-runtime) user_systemctl "$1" "$2" disable "$3" ;;
  esac
}

# note_changed_unit USER UID UNIT: before its file changes. What ran by the old file will again.
note_changed_unit() {
  undo_with restore_changed_unit "$@" "$(user_systemctl "$1" "$2" is-enabled "$3")" "$(doing "$@")"
}

# restore_changed_unit USER UID UNIT ENABLED ACTIVE: with the old file in its place. The new one may
# have been linked elsewhere.
restore_changed_unit() {
  getent passwd "$1" >/dev/null || return 0
  case $4 in
    enabled) user_systemctl "$1" "$2" reenable "$3" ;;
    *) unlink_unit "$@" ;;
  esac || return 1
  [ -S "/run/user/$2/bus" ] || return 0
  case $5 in
    active | reloading) restart_unit "$1" "$2" "$3" || rests "$3" ;;
    # It may never have come up.
    activating) user_systemctl "$1" "$2" --no-block restart "$3" ;;
    *) patiently user_systemctl "$1" "$2" stop "$3" ;;
  esac
}

# restart_unit USER UID UNIT: systemd starts no socket while the service runs that it starts.
restart_unit() {
  ran=
  case $3 in
    *.socket)
      for triggered in $(user_systemctl "$1" "$2" show "$3" -p Triggers --value); do
        [ "$(user_systemctl "$1" "$2" is-active "$triggered")" = active ] || continue
        ran="$ran $triggered"
        patiently user_systemctl "$1" "$2" stop "$triggered" || return 1
      done
      ;;
  esac
  patiently user_systemctl "$1" "$2" restart "$3" || return 1
  for triggered in $ran; do
    patiently user_systemctl "$1" "$2" start "$triggered" || return 1
  done
}

# raise_unit USER UID UNIT LINK VERB: LINK is enable, reenable, or nothing for what a generator links;
# VERB is start; replace for one that may run by somebody else's file; restart for one whose file has
# changed, of which note_changed_unit has noted all.
raise_unit() {
  [ "$5" = restart ] || note_user_unit "$1" "$2" "$3" || return 1
  [ -z "$4" ] || user_systemctl "$1" "$2" "$4" "$3" || return 1
  [ -S "/run/user/$2/bus" ] || return 0
  # One that failed often would not be started again.
  user_systemctl "$1" "$2" reset-failed "$3" 2>/dev/null
  case $5 in
    start) patiently user_systemctl "$1" "$2" start "$3" ;;
    *) restart_unit "$1" "$2" "$3" ;;
  esac && stays_up "$@" && return 0
  tell_unit "$@"
  return 1
}

# settle_unit USER UID UNIT: one that nothing starts by itself; what runs of it runs by the new file.
settle_unit() {
  unlink_unit "$@" || return 1
  [ -S "/run/user/$2/bus" ] || return 0
  patiently user_systemctl "$1" "$2" try-restart "$3" && return 0
  tell_unit "$@"
  return 1
}

# What ends at once has been active too, for a moment.
stays_up() {
  for _ in 1 2 3; do
    sleep 1
    case $(user_systemctl "$1" "$2" show "$3" -p ActiveState,NRestarts,Type) in
      *ActiveState=failed* | *NRestarts=[1-9]* | *ActiveState=activating*) return 1 ;;
      *Type=oneshot*) return 0 ;;
      *ActiveState=active*) ;;
      *) return 1 ;;
    esac
  done
}

# systemd's reason, and what the unit said last.
tell_unit() {
  user_systemctl "$1" "$2" show "$3" -p LoadState,ActiveState,SubState,Result,ExecMainStatus |
    paste -s -d ' '
  timeout -k 2 10 journalctl --no-pager -q -n 8 -o cat "_UID=$2" "_SYSTEMD_USER_UNIT=$3" + \
    "_UID=$2" "USER_UNIT=$3"
}
