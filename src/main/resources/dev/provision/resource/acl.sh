# Access control lists, by the acl package.

observe_acl() {
  if [ -e "$1" ]; then getfacl --absolute-names --omit-header --no-effective -- "$1"; else echo absent; fi
}

# The working directory and a name in it that no link can lead astray.
enter_for_acl() {
  acl_name=.
  if [ -d "$1" ]; then
    enter "$1"
  else
    acl_name=./${1##*/}
    enter "${1%/*}" && [ ! -L "$acl_name" ]
  fi
}

# set_acl PATH ENTRY
set_acl() {
  enter_for_acl "$1" || return 1
  next_kept
  getfacl --omit-header --no-effective -- "$acl_name" >"$KEPT/$kept_name" && sync_kept || return 1
  undo_with restore_acl "$kept_name" "$1" || return 1
  setfacl -m "$2" -- "$acl_name"
}

restore_acl() {
  # --set-file alone leaves default entries that were not there before.
  enter_for_acl "$2" && setfacl -b -- "$acl_name" && setfacl --set-file="$KEPT/$1" -- "$acl_name"
}
