# Accounts, groups and subordinate ids; Debian's passwd package does the work.

# observe_account NAME UID GID: the entries under the names and under the numbers.
observe_account() {
  echo "user $(getent passwd "$1")"
  echo "uid $(getent passwd "$2")"
  echo "gid $(getent group "$3")"
  echo "group $(getent group "$1")"
  echo "groups $(id -nG "$1")"
}

# create_group NAME GID
create_group() {
  undo_with delete_group "$1" || return 1
  groupadd --gid "$2" -- "$1"
}

delete_group() {
  if getent group "$1" >/dev/null; then groupdel -- "$1"; fi
}

# create_user NAME UID GID HOME SHELL: without subordinate ids, which are a resource of their own.
create_user() {
  keep_entries || return 1
  undo_with delete_user "$1" "$4" "$([ -e "$4" ] && echo keep)" "$kept_name" || return 1
  useradd --create-home --uid "$2" --gid "$3" --home-dir "$4" --shell "$5" \
    -K SUB_UID_COUNT=0 -K SUB_GID_COUNT=0 -- "$1"
}

# delete_user NAME HOME KEEP KEPT: the home goes only if it came with the account.
delete_user() {
  if uid=$(id -u "$1" 2>/dev/null); then
    rm -f -- "/var/lib/systemd/linger/$1"
    timeout -k 2 30 systemctl stop "user@$uid.service" 2>/dev/null
    end_processes pauses_of "$uid"
    # The account of an apply that does not end well has no work of its own yet.
    [ "$going_back" != pending ] || [ -n "$late" ] || end_processes processes_of "$uid"
    userdel -- "$1" || return 1
  fi
  restore_entries "$1" "$4" || return 1
  [ -n "$3" ] || give_up_home "$1" "$2"
}

# Seconds, above the limit of each question, and of a whole verification.
WORK_PATIENCE=60
LATE=600

# hinders_delete_user NAME HOME KEEP KEPT
hinders_delete_user() {
  [ -n "$3" ] || mounts_at "$2"
  uid=$(id -u "$1" 2>/dev/null) || return 0
  # What an apply that died has asked ends by itself.
  tries=0
  while [ -n "$late" ] && [ -n "$(work_of "$uid")" ] && [ "$tries" -lt "$WORK_PATIENCE" ]; do
    sleep 1
    tries=$((tries + 1))
  done
  work_of "$uid" | while read -r pid program; do
    echo "$1 is at work in process $pid ($program): stop that first"
  done
}

# processes_of UID: number and program of each that userdel would refuse for. The account's own
# manager ends with all that is in it when we say so; what has another root is not of this system.
processes_of() {
  grep -lE "^Uid:.*[[:space:]]$1([[:space:]]|\$)" /proc/[0-9]*/status 2>/dev/null |
    while IFS=/ read -r _ _ pid _; do
      [ "/proc/$pid/root" -ef / ] || continue
      ! grep -qs "/user@$1\.service" "/proc/$pid/cgroup" || continue
      printf '%s %s\n' "$pid" "$(cat "/proc/$pid/comm" 2>/dev/null)"
    done
}

# What podman holds the account's user name space with; usermod and userdel refuse for it. It does
# nothing and outlives each command; it is not with the account's manager where podman made it anew
# while a container ran.
is_pause() {
  [ "$(tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline")" = 'catatonit -P ' ] || [ "$2" = 'podman pause' ]
}

pauses_of() {
  processes_of "$1" | while read -r pid program; do
    ! is_pause "$pid" "$program" || printf '%s %s\n' "$pid" "$program"
  done
}

work_of() {
  processes_of "$1" | while read -r pid program; do
    is_pause "$pid" "$program" || printf '%s %s\n' "$pid" "$program"
  done
}

# end_processes LISTED-BY UID
end_processes() {
  for signal in TERM KILL; do
    tries=0
    while ending=$("$1" "$2" | cut -d ' ' -f 1) && [ -n "$ending" ] && [ "$tries" -lt 20 ]; do
      # Numbers, one a line.
      # shellcheck disable=SC2086
      case $signal$tries in TERM0 | KILL*) kill -s "$signal" $ending 2>/dev/null ;; esac
      sleep 0.1
      tries=$((tries + 1))
    done
  done
}

# give_up_home NAME HOME: since a generation was kept, or an apply died, somebody may have put
# something there that nobody else has; it is moved away in one rename, never copied, and told.
give_up_home() {
  [ -d "$2" ] || return 0
  if [ -n "$(mounts_at "$2")" ]; then
    stays "$2, since something is mounted in it"
    return
  fi
  if [ "$going_back" = pending ] && { [ -z "$late" ] || ! changed_since_noted "$2"; }; then
    rm -rf --one-file-system -- "$2"
    return
  fi
  rmdir -- "$2" 2>/dev/null && return
  [ -d "$STATE/homes" ] || mkdir -m 0700 "$STATE/homes" || return 1
  away=$STATE/homes/$1
  [ "$(stat -c %d "$STATE/homes")" = "$(stat -c %d -- "$2")" ] || away=${2%/*}/.provision.$1
  times=1
  while [ -e "$away-$times" ]; do times=$((times + 1)); done
  mv -T -- "$2" "$away-$times" || return 1
  stays "what was in $2, now in $away-$times"
}

# Whether somebody wrote there when the apply that died cannot have: its last step was long ago.
changed_since_noted() {
  noted=$(stat -c %Y "$PENDING/journal") || return 0
  [ -n "$(find "$1" -newermt "@$((noted + LATE))" ! -type d -print -quit)" ]
}

# change_user NAME UID GID HOME SHELL
change_user() {
  old=$(getent passwd "$1") || return 1
  IFS=: read -r _ _ old_uid old_gid _ old_home old_shell <<OLD
$old
OLD
  undo_with restore_user_again "$1" "$old_uid" "$old_gid" "$old_home" "$old_shell" || return 1
  restore_user "$@"
}

restore_user_again() {
  there=$(getent passwd "$1") || return 0
  IFS=: read -r _ _ uid gid _ home shell <<THERE
$there
THERE
  [ "$uid:$gid:$home:$shell" = "$2:$3:$4:$5" ] || restore_user "$@"
}

restore_user() {
  set -- "$1" --uid "$2" --gid "$3" --home "$4" --shell "$5"
  name=$1
  shift
  usermod "$@" -- "$name"
}

# join_group NAME GROUP
join_group() {
  undo_with leave_group "$1" "$2" || return 1
  gpasswd -a "$1" "$2"
}

# quit_group NAME GROUP: the other way round.
quit_group() {
  undo_with rejoin_group "$1" "$2" || return 1
  gpasswd -d "$1" "$2"
}

rejoin_group() {
  getent passwd "$1" >/dev/null && group=$(getent group "$2") || return 0
  case ",${group##*:}," in *",$1,"*) ;; *) gpasswd -a "$1" "$2" ;; esac
}

leave_group() {
  if getent passwd "$1" >/dev/null; then gpasswd -d "$1" "$2"; fi
  return 0
}

observe_subordinate_ids() {
  for file in /etc/subuid /etc/subgid; do
    if [ -f "$file" ]; then sed "s|^|${file##*/sub}:|" "$file"; fi
  done
}

# add_subordinate_ids NAME uid|gid FIRST LAST
add_subordinate_ids() {
  undo_with remove_subordinate_ids "$@" || return 1
  [ -f "/etc/sub$2" ] || printf '' >"/etc/sub$2" || return 1
  usermod "--add-sub${2}s" "$3-$4" -- "$1"
}

remove_subordinate_ids() {
  grep -qsxF "$1:$3:$(($4 - $3 + 1))" "/etc/sub$2" || return 0
  uid=$(id -u "$1" 2>/dev/null) || return 0
  end_processes pauses_of "$uid"
  usermod "--del-sub${2}s" "$3-$4" -- "$1"
}
