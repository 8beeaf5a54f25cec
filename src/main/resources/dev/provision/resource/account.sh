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
  undo_with delete_user "$1" "$4" "$([ -e "$4" ] && echo keep)" || return 1
  useradd --create-home --uid "$2" --gid "$3" --home-dir "$4" --shell "$5" \
    -K SUB_UID_COUNT=0 -K SUB_GID_COUNT=0 -- "$1"
}

# The home goes only if it came with the account.
delete_user() {
  if uid=$(id -u "$1" 2>/dev/null); then
    rm -f -- "/var/lib/systemd/linger/$1"
    timeout -k 2 30 systemctl stop "user@$uid.service" 2>/dev/null
    userdel -- "$1" || return 1
  fi
  [ -n "$3" ] || rm -rf -- "$2"
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
  ! getent passwd "$1" >/dev/null || restore_user "$@"
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
  if getent passwd "$1" >/dev/null && getent group "$2" >/dev/null; then gpasswd -a "$1" "$2"; fi
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
  [ -f "/etc/sub$2" ] || : >"/etc/sub$2"
  usermod "--add-sub${2}s" "$3-$4" -- "$1"
}

remove_subordinate_ids() {
  if getent passwd "$1" >/dev/null; then usermod "--del-sub${2}s" "$3-$4" -- "$1"; fi
}
