# Files: what is there, and putting one in place in one rename.

# Type, mode, owner and group in one line, then the content or the link's target.
observe_file() {
  if [ ! -e "$1" ] && [ ! -L "$1" ]; then
    echo absent
    return 0
  fi
  stat -c '%F|%04a|%U|%G|%s' -- "$1" || return 1
  if [ -L "$1" ]; then
    readlink -- "$1"
  elif [ -f "$1" ]; then
    head -c 1048577 -- "$1"
  fi
}

# A folder below a link that somebody other than root made is not ours to write into: the agent
# could have pointed it at /etc.
trusted_folder() {
  folder=$1
  while [ "$folder" != / ] && [ -n "$folder" ]; do
    if [ -L "$folder" ] && [ "$(stat -c %u -- "$folder")" != 0 ]; then
      echo "$folder is a link that is not root's; remove it first"
      return 1
    fi
    folder=$(dirname -- "$folder")
  done
}

make_folders() {
  [ -d "$1" ] && return 0
  make_folders "$(dirname -- "$1")" || return 1
  undo_with remove_folder "$1"
  mkdir -m 0755 -- "$1"
}

remove_folder() {
  rmdir --ignore-fail-on-non-empty -- "$1" 2>/dev/null || true
}

# Keeps what stands at a path, so that undoing brings back content, mode, owner, ACLs and xattrs.
keep_path() {
  if [ -e "$1" ] || [ -L "$1" ]; then
    next_kept
    cp -a --no-dereference -- "$1" "$KEPT/$kept_name" && sync_kept || return 1
    undo_with restore_path "$kept_name" "$1"
  else
    undo_with remove_path "$1"
  fi
}

restore_path() {
  new="${2%/*}/.provision.${2##*/}.new"
  rm -rf -- "$new"
  cp -a --no-dereference -- "$KEPT/$1" "$new" && mv -fT -- "$new" "$2"
}

remove_path() {
  rm -f -- "$1" "${1%/*}/.provision.${1##*/}.new"
}

# put_file STAGED PATH MODE OWNER GROUP
put_file() {
  folder_of=${2%/*}
  trusted_folder "$folder_of" || return 1
  make_folders "$folder_of" || return 1
  keep_path "$2" || return 1
  new="$folder_of/.provision.${2##*/}.new"
  rm -f -- "$new"
  (umask 077 && cat -- "$PENDING/staged/$1" >"$new") || return 1
  chown -- "$4:$5" "$new" || return 1
  chmod -- "$3" "$new" || return 1
  sync "$new" || return 1
  mv -fT -- "$new" "$2" || return 1
  sync "$folder_of"
}

# drop_file PATH
drop_file() {
  trusted_folder "${1%/*}" && keep_path "$1" && rm -f -- "$1" && sync "${1%/*}"
}

# put_folder PATH MODE OWNER GROUP; an empty mode leaves it as it is
put_folder() {
  trusted_folder "$1" || return 1
  if [ -d "$1" ]; then
    undo_with set_access "$1" "$(stat -c %04a -- "$1")" "$(stat -c %u:%g -- "$1")"
  else
    make_folders "$1" || return 1
  fi
  set_access "$1" "$2" "$3:$4"
}

# The owner comes first: chown clears special bits.
set_access() {
  chown -- "$3" "$1" || return 1
  [ -z "$2" ] || chmod -- "$2" "$1"
}

# check_sudoers STAGED: a broken file in sudoers.d locks everybody out.
check_sudoers() {
  chmod 0440 "$PENDING/staged/$1" && visudo -cf "$PENDING/staged/$1"
}
