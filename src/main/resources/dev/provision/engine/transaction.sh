# Apply as a transaction: one at a time, everything undone when a step fails. What undoes a step is
# noted before the step acts, in a journal that outlives the connection.

STATE=/var/lib/provision
kept=0

# The lock falls with this process and with every child that inherited it.
take_lock() {
  [ -d "$STATE" ] || mkdir -m 0700 "$STATE" || return 1
  # Tried in a subshell first: a failing exec would end the program without a word.
  (: >>"$STATE/lock") || return 1
  exec 9>>"$STATE/lock"
  if ! flock -n 9; then
    record busy "$(head -n 1 "$STATE/lock")"
    exit 0
  fi
  printf 'process %s since %s\n' "$$" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$STATE/lock"
}

undo_with() {
  undo_line=0
  for field in "$@"; do undo_line="$undo_line$US$field"; done
  printf '%s\n' "$undo_line$US." >>"$STATE/journal" && sync "$STATE/journal"
}

# Goes back, newest first. Every undo is tried, whatever becomes of the others.
undo_all() {
  broken=
  tac "$STATE/journal" >"$STATE/undo" || broken=journal
  while IFS= read -r line; do
    [ -n "$line" ] || continue
    if ! (call "$line") >>"$STATE/log" 2>&1 3>&- 4<&- 9>&- </dev/null; then
      broken="$broken ${line#"$US"}"
    fi
  done <"$STATE/undo"
  if [ -n "$broken" ]; then
    record broken "$(printf '%s' "$broken" | tr '\037' ' ' | base64 -w0)"
    return 1
  fi
  clear_journal
  record undone
}

clear_journal() {
  rm -rf "$STATE/journal" "$STATE/undo" "$STATE/kept" "$STATE/staged"
}

# A journal without a holder of the lock is an apply that died.
recover() {
  [ -e "$STATE/journal" ] || return 0
  record recovering
  undo_all
}

# Contents arrive over standard input: number, blank, base64; a dot ends them.
stage() {
  rm -rf "$STATE/staged" "$STATE/kept" && mkdir -m 0700 "$STATE/staged" "$STATE/kept" || return 1
  while read -r number content; do
    if [ "$number" = . ]; then return 0; fi
    printf '%s' "$content" | base64 -d >"$STATE/staged/$number" || return 1
  done <&4
  echo 'the connection broke before everything had arrived'
  return 1
}

run_all() {
  while IFS= read -r line; do
    [ -n "$line" ] || continue
    step=${line%%"$US"*}
    record step "$step"
    : >"$STATE/log"
    # A daemon that a step starts must hold neither the lock nor the connection open.
    if ! call "$line" >>"$STATE/log" 2>&1 3>&- 4<&- 9>&- </dev/null; then
      record failed "$step" "$(tail -n 20 "$STATE/log" | base64 -w0)"
      undo_all
      return 0
    fi
  done <<CALLS
$1
CALLS
  record finished
}

transaction() {
  take_lock || { record failed 0 "$(echo "cannot write to $STATE" | base64 -w0)"; record undone; return 0; }
  recover || return 0
  if ! reason=$(stage 2>&1); then
    record failed 0 "$(printf '%s' "$reason" | base64 -w0)"
    clear_journal
    record undone
    return 0
  fi
  : >"$STATE/journal"
  # Noted first, so it is undone last: units are read anew when their files are back.
  undo_with daemon_reload
  run_all "$1"
}

# The verification was good: what was kept is needed no longer.
commit() {
  take_lock && clear_journal && record finished
}

# The verification was not: the host goes back.
roll_back() {
  take_lock && undo_all
}
