# Lines of /etc/group and its like that name an account before it exists: userdel takes them along.

# keep_entries: under the next name of what is kept.
keep_entries() {
  next_kept
  mkdir -- "$KEPT/$kept_name" || return 1
  for file in group gshadow subuid subgid; do
    [ ! -f "/etc/$file" ] || cp -a -- "/etc/$file" "$KEPT/$kept_name/" || return 1
  done
  sync "$KEPT/$kept_name"/* "$KEPT/$kept_name" "$KEPT"
}

# restore_entries NAME KEPT: once the account is gone.
restore_entries() {
  for file in group gshadow subuid subgid; do
    drop_dead_lock "$file"
    before=$KEPT/$2/$file
    if [ -f "$before" ] && [ -f "/etc/$file" ] && ! cmp -s "$before" "/etc/$file"; then
      lock_entries "$file" || return 1
      restored=0
      (enter /etc && restore_file_entries "$1" "$before" "$file") || restored=1
      rm -f "/etc/$file.lock"
      [ "$restored" = 0 ] || return 1
    fi
  done
}

# Debian's programs hold it while they write, and respect it; of a process that is gone it means nothing.
lock_entries() {
  tries=0
  until (set -C && printf '%s' "$$" >"/etc/$1.lock") 2>/dev/null; do
    drop_dead_lock "$1"
    tries=$((tries + 1))
    if [ "$tries" -gt 100 ]; then
      echo "/etc/$1.lock is held by somebody"
      return 1
    fi
    sleep 0.1
  done
}

# Ours, where going back was interrupted; whose number means nobody any more.
drop_dead_lock() {
  [ ! -e "/etc/$1.lock" ] || kill -0 "$(cat "/etc/$1.lock")" 2>/dev/null || rm -f "/etc/$1.lock"
}

restore_file_entries() {
  enter_private "$3" && cp --attributes-only --preserve=all -- "../$3" new &&
    merge_entries "$1" "$2" "../$3" >new || return 1
  if cmp -s new "../$3"; then
    cd .. && rm -rf "./.provision.$3.new"
  else
    sync new && place "$3"
  fi
}

# merge_entries NAME BEFORE NOW: what is there now, with the account's lines and memberships of before, at
# their places. The entry of a group has members in its last field, in gshadow managers before them.
merge_entries() {
  awk -F : -v OFS=: -v name="$1" '
    function has(list) { return index("," list ",", "," name ",") > 0 }
    function without(list, part, i, count, left) {
      count = split(list, part, ",")
      for (i = 1; i <= count; i++)
        if (part[i] != name) left = left (left == "" ? "" : ",") part[i]
      return left
    }
    { ranges = FILENAME ~ /sub[ug]id$/; key = ranges ? $0 : $1 }
    pass == 1 {
      keys[++count] = key
      full[key] = $0
      own[key] = $1 == name
      member[key] = !ranges && has($4)
      if (!ranges && (has($3) || has($4))) {
        $3 = without($3)
        $4 = without($4)
        bare[key] = $0
      }
      next
    }
    {
      if (key in bare && $0 == bare[key]) $0 = full[key]
      else if (member[key] && !has($4)) $4 = $4 ($4 == "" ? "" : ",") name
      line[++lines] = $0
      at[key] = lines
    }
    END {
      for (i = 1; i <= count; i++) {
        key = keys[i]
        if (key in at) place = at[key]
        else if (own[key]) after[place + 0] = after[place + 0] full[key] "\n"
      }
      printf "%s", after[0]
      for (i = 1; i <= lines; i++) printf "%s\n%s", line[i], after[i]
    }' pass=1 "$2" pass=2 "$3"
}
