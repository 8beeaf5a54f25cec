# Access control lists, by the acl package.

observe_acl() {
  if [ -e "$1" ]; then getfacl --absolute-names --omit-header --no-effective -- "$1"; else echo absent; fi
}

# set_acl PATH ENTRY
set_acl() {
  # getfacl's own output is what setfacl --restore takes back.
  before=$(getfacl --absolute-names -- "$1") || return 1
  next_kept
  printf '%s\n' "$before" >"$KEPT/$kept_name" && sync_kept || return 1
  undo_with restore_acl "$kept_name"
  setfacl -m "$2" -- "$1"
}

restore_acl() {
  setfacl --restore="$KEPT/$1"
}
