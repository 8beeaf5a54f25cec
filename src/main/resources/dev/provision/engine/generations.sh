# The states that good ends left a host in, and the way back through them.

# commit BASE64: what history tells about it. From the rename on it is the state of the host.
commit() {
  [ -e "$PENDING" ] || return 0
  if ! keep_generation "$1" >"$LOG" 2>&1; then
    fail -1
    return 1
  fi
  record committed "$generation"
  while [ "$(generations | wc -l)" -gt "$GENERATIONS_KEPT" ]; do merge_oldest || break; done
}

keep_generation() {
  rm -f "$PENDING/ballast"
  mkdir -p "$GENERATIONS" || return 1
  generation=$(($(newest_generation) + 1))
  printf '%s%s%s' "$(now)" "$US" "$(decode "$1")" >"$PENDING/info" || return 1
  rm -rf "$PENDING/staged" && sync || return 1
  mv -T "$PENDING" "$GENERATIONS/$generation" || return 1
  # It is done: a disk that complains now changes nothing about it.
  sync "$GENERATIONS" "$STATE" || true
}

# Numbers, oldest first.
generations() {
  [ ! -d "$GENERATIONS" ] || find "$GENERATIONS" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort -n
}

newest_generation() {
  number=$(generations | tail -n 1)
  echo "${number:-0}"
}

# The oldest becomes part of the one after it, so that the way back to the very beginning stays.
# Until it is gone both can be undone: twice the same. What the newer one kept of a path that the older
# one kept as well is wanted no more, so the size stays bounded, too.
merge_oldest() {
  oldest=$(generations | head -n 1)
  older=$GENERATIONS/$oldest
  newer=$GENERATIONS/$(generations | sed -n 2p)
  cp -al "$older/kept/." "$newer/kept/" && merge_journals "$older/journal" "$newer/journal" >"$newer/merged" &&
    echo "$oldest" >"$newer/absorbs" && sync "$newer/merged" "$newer/absorbs" "$newer/kept" "$newer" &&
    mv -T "$newer/merged" "$newer/journal" && sync "$newer" || return 1
  find "$newer/kept" -mindepth 1 -maxdepth 1 -printf '%f\n' | while read -r name; do
    grep -qF "$US$name$US" "$newer/journal" || rm -rf -- "$newer/kept/$name"
  done
  discard "$older" && rm -f "$newer/absorbs"
}

# A merge that died: with the journal of both in place the older one goes, or going back to it would
# go too far; without, nothing has happened.
end_merge() {
  for absorbing in "$GENERATIONS"/*/absorbs; do
    [ -e "$absorbing" ] || continue
    newer=${absorbing%/*}
    older=$GENERATIONS/$(cat "$absorbing")
    if [ ! -e "$newer/merged" ] && [ -d "$older" ]; then discard "$older" || return 1; fi
    rm -f "$newer/merged" "$absorbing"
  done
}

# merge_journals OLDER NEWER: of several undos of a path the oldest, which finds what the newest left.
# Of others that set one thing to what it was, or say the same, the oldest too: it is done last.
merge_journals() {
  awk -F "$US" -v OFS="$US" '
    $NF != "." { next }
    { path = $2 == "restore_path" ? $4 : $2 == "remove_path" ? $3 : "" }
    path == "" {
      thing = $0
      if ($2 ~ /^(restore_sysctl|set_access_again|restore_user_again)$/) thing = $2 OFS $3
      if ($2 == "restore_acl") thing = $2 OFS $4
      if ($2 == "restore_user_unit") thing = $2 OFS $3 OFS $4 OFS $5
      if (!(thing in noted)) line[++lines] = $0
      noted[thing] = 1
      next
    }
    { ours[path] = $2 == "restore_path" ? $6 OFS $7 : $4 }
    path in seen { next }
    {
      seen[path] = 1
      of[++lines] = path
      line[lines] = $2 == "restore_path" ? $1 OFS $2 OFS $3 OFS $4 OFS $5 : $1 OFS $2 OFS $3
    }
    END {
      for (i = 1; i <= lines; i++) print i in of ? line[i] OFS ours[of[i]] OFS "." : line[i]
    }' "$1" "$2"
}

# undo_generations NUMBER: everything above it, newest first. Once begun it is ended by whoever
# comes next.
undo_generations() {
  hindering=$(
    for number in $(generations | sort -rn); do
      [ "$number" -le "$1" ] || hindrances "$GENERATIONS/$number"
    done | sort -u
  )
  if [ -n "$hindering" ]; then
    record hindered "$(printf '%s' "$hindering" | base64 -w0)"
    return 1
  fi
  printf '%s\n' "$1" >"$STATE/rollback.new" && sync "$STATE/rollback.new" &&
    mv -T "$STATE/rollback.new" "$STATE/rollback" && sync "$STATE" || return 1
  for number in $(generations | sort -rn); do
    [ "$number" -gt "$1" ] || continue
    record undoing "$number"
    printf '' >"$LOG"
    undo_journal "$GENERATIONS/$number" || return 1
    sync
    discard "$GENERATIONS/$number" || return 1
  done
  rm -f "$STATE/rollback" && sync "$STATE"
  tell_undone
}

# roll_back NUMBER or "previous"
roll_back() {
  locked || return 0
  target=$1
  # Asked again after a line was lost: once is enough.
  if [ "$target" = previous ] && [ -n "$ended_rollback" ]; then
    return 0
  fi
  if [ "$target" = previous ]; then
    target=$(generations | sed '$d' | tail -n 1)
    target=${target:-0}
  fi
  if [ "$target" != 0 ] && [ ! -d "$GENERATIONS/$target" ]; then
    record missing "$target" "$({ echo 0 && generations; } | paste -s -d ' ')"
    return 0
  fi
  undo_generations "$target" || record failed -1 "$(told)"
}

# A record for each generation, oldest first.
tell_generations() {
  for number in $(generations); do
    record generation "$number" "$(base64 -w0 "$GENERATIONS/$number/info")"
  done
}
