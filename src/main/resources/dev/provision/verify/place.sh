# verify_place_access PATH... : a line for each: "TYPE,MODE,OWNER,TARGET", or "absent".
#
# TYPE is stat's word for it; TARGET is where a link points to, empty for everything else.
verify_place_access() (
  for place in "$@"; do
    target=$(readlink -- "$place") || target=
    stat -c "%F,%a,%U,$(printf '%s' "$target" | tr '\n%\\' '???')" -- "$place" || echo absent
  done
  echo end
)
