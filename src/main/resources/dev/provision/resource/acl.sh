# Access control lists of folders, by the acl package. Not of files: setfacl would follow a link that
# somebody put in a file's place.

observe_acl() {
  if [ -e "$1" ]; then getfacl --absolute-names --omit-header --no-effective -- "$1"; else echo absent; fi
}

# set_acl FOLDER ENTRY ...
set_acl() {
  if [ ! -d "$1" ]; then
    echo "$1 is no folder"
    return 1
  fi
  enter "$1" || return 1
  next_kept
  # getfacl itself does not say that a disk is full.
  acl=$(list_acl) && [ -n "$acl" ] || return 1
  printf '%s\n' "$acl" >"$KEPT/$kept_name" && sync_kept || return 1
  undo_with restore_acl "$kept_name" "$1" || return 1
  shift
  entries=$(IFS=, && echo "$*")
  setfacl -m "$entries" -- .
}

# With numbers: a name may be gone by the time of going back, and its entry would be refused.
list_acl() {
  getfacl --omit-header --no-effective --numeric -- .
}

# --set-file alone leaves default entries that were not there before.
restore_acl() {
  [ -d "$2" ] || return 0
  enter "$2" || return 1
  [ "$(list_acl)" != "$(cat "$KEPT/$1")" ] || return 0
  setfacl -b -- . && setfacl --set-file="$KEPT/$1" -- .
}
