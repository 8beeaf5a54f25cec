# verify_place_access PATH... : a line for each: "TYPE,MODE,OWNER,TARGET", or "absent".
#
# TYPE is stat's word for it; TARGET is where a link points to, empty for everything else.
verify_place_access() (
  for place in "$@"; do
    if access=$(stat -c '%F,%a,%U' -- "$place"); then
      printf '%s,%s\n' "$access" "$(readlink -n -- "$place" | tr '\n' '?')"
    else
      echo absent
    fi
  done
  echo end
)
