# Apply as a transaction: one at a time, everything undone when a step fails. What undoes a step is
# noted before the step acts, in a journal that outlives connection and power. A good end renames
# the folder with the journal to a generation, which a rollback undoes later in the same way.
#
#   pending/journal   what undoes the steps so far, oldest first
#   pending/kept/     what stood at the paths before
#   pending/staged/   contents that have arrived
#   generations/N/    the same after a good end, with a line about it in info
#   rollback          a rollback is under way; generations above this number go

STATE=/var/lib/provision
PENDING=$STATE/pending
GENERATIONS=$STATE/generations
GENERATIONS_KEPT=10
KEPT=$PENDING/kept
serial=0
# Not on a disk, which may be full when something must be told.
LOG=/run/provision.log
# Seconds. A caller who has been answered has to think, not to work.
PATIENCE=60

# The lock falls with this process and with every step's program that inherited it: what a killed
# apply leaves running keeps others out until it ends.
take_lock() {
  # A caller who is gone must not end us with a signal on the next record.
  trap : PIPE
  [ -d "$STATE" ] || mkdir -m 0700 "$STATE" || return 1
  # Tried in a subshell first: a failing exec would end the program without a word.
  (: >>"$STATE/lock") || return 1
  exec 9>>"$STATE/lock"
  if ! flock -n 9; then
    record busy "$(head -n 1 "$STATE/lock")"
    exit 0
  fi
  # On a full disk nobody can be told, but somebody must be able to go back.
  printf '%s, process %s, since %s\n' "${SUDO_USER:-root}" "$$" "$(now)" >"$STATE/lock" || true
}

now() {
  date -u +%Y-%m-%dT%H:%M:%SZ
}

# undo_with FUNCTION ARGUMENT ...: in the journal before the step acts, or the step does not act.
undo_with() {
  undo_line=0
  for field in "$@"; do undo_line="$undo_line$US$field"; done
  printf '%s\n' "$undo_line$US." >>"$PENDING/journal" && sync "$PENDING/journal"
}

# undo_journal FOLDER: newest first. Every undo is tried, whatever becomes of the others, and each
# may be done twice: the power can go in between.
undo_journal() {
  broken=
  all=
  KEPT=$1/kept
  [ -e "$1/journal" ] || return 0
  while IFS= read -r line; do
    case $line in
      *"$US.") ;;
      end)
        all=yes
        continue
        ;;
      # A line that was cut off: its step did not act.
      *) continue ;;
    esac
    if ! quietly "$line"; then broken="$broken ${line#*"$US"}"; fi
  done <<UNDOS
$(newest_first "$1/journal")
UNDOS
  KEPT=$PENDING/kept
  [ -n "$all" ] || broken="$broken the journal, which could not be read"
  [ -n "$broken" ] || return 0
  record broken "$(printf '%s' "$broken" | tr '\037' ' ' | base64 -w0)"
  return 1
}

# Neither with a temporary file nor without a sign that this was all: on a full disk tac of a pipe says
# nothing, and going back would do nothing.
newest_first() {
  sed -n '1!G;h;$p' -- "$1" && echo end
}

# What a call leaves in the background must not hold the connection open.
quietly() {
  (call "$1") >>"$LOG" 2>&1 3>&- 4<&- </dev/null
}

# Gone at once for whoever looks, in one rename.
discard() {
  rm -rf "$STATE/discarded" && mv -T -- "$1" "$STATE/discarded" && sync "$STATE" &&
    rm -rf "$STATE/discarded"
}

tell_undone() {
  if [ -e "$STATE/packages" ]; then
    record kept "$(sort -u "$STATE/packages" | paste -s -d ' ')"
    rm -f "$STATE/packages"
  fi
  record undone
}

undo_all() {
  if [ -e "$PENDING" ]; then
    undo_journal "$PENDING" || return 1
    sync
    discard "$PENDING" || return 1
  fi
  tell_undone
}

# What an apply or a rollback left that died: nobody else can hold it, since we hold the lock.
recover() {
  ended_rollback=
  rm -rf "$STATE/discarded" "$STATE/new" "$STATE/rollback.new"
  if [ -e "$PENDING" ]; then
    record recovering apply
    undo_all || return 1
  fi
  if [ -e "$STATE/rollback" ]; then
    record recovering rollback
    ended_rollback=yes
    undo_generations "$(cat "$STATE/rollback")" || return 1
  fi
}

begin() {
  [ -e "$PENDING" ] && return 0
  serial=$(($(newest_generation) + 1))
  rm -rf "$STATE/new" && mkdir -m 0700 "$STATE/new" "$STATE/new/kept" "$STATE/new/staged" &&
    : >"$STATE/new/journal" && sync "$STATE/new" && mv -T "$STATE/new" "$PENDING" && sync "$STATE"
}

# The name under which the next thing is kept. Names differ between generations, which
# may be merged. What undoing needs must be on the disk before the journal tells of it.
next_kept() {
  kept_name=$serial-$(($(wc -l <"$PENDING/journal") + 1))
}

sync_kept() {
  if [ -f "$KEPT/$kept_name" ] && [ ! -L "$KEPT/$kept_name" ]; then
    sync "$KEPT/$kept_name" || return 1
  fi
  sync "$KEPT"
}

# stage NUMBER BASE64
stage() {
  begin && printf '%s' "$2" | base64 -d >"$PENDING/staged/$1"
}

# run_step BASE64: one numbered call.
run_step() {
  line=$(decode "$1")
  step_number=${line%%"$US"*}
  if ! record step "$step_number"; then
    # Whoever ordered it is gone, and wants nothing of it any more.
    undo_all
    return 1
  fi
  : >"$LOG"
  ended=0
  { begin && call "$line" 3>&- 4<&- </dev/null; } >>"$LOG" 2>&1 || ended=$?
  cd /
  [ "$ended" != 0 ] || return 0
  # Of timeout(1), which says nothing itself.
  case $ended in 124 | 137) echo "it did not end in time and was stopped" >>"$LOG" ;; esac
  fail "$step_number"
}

# What a check of the last step could not ask.
tell_unchecked() {
  if [ -e "$PENDING/unchecked" ]; then
    record unchecked "$step_number" "$(base64 -w0 "$PENDING/unchecked")"
    rm -f "$PENDING/unchecked"
  fi
}

# fail NUMBER: what the log says ends the transaction.
fail() {
  record failed "$1" "$(told)"
  undo_all
  return 1
}

# The end of the log; a record is one line, which is not read beyond 64 KiB.
told() {
  tail -n 20 "$LOG" 2>/dev/null | tail -c 20000 | base64 -w0
}

decode() {
  printf '%s' "$1" | base64 -d
}

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
# Until it is gone both can be undone: twice the same.
merge_oldest() {
  older=$GENERATIONS/$(generations | head -n 1)
  newer=$GENERATIONS/$(generations | sed -n 2p)
  cp -al "$older/kept/." "$newer/kept/" && cat "$older/journal" "$newer/journal" >"$newer/merged" &&
    sync "$newer/merged" "$newer/kept" && mv -T "$newer/merged" "$newer/journal" &&
    sync "$newer" && discard "$older"
}

# undo_generations NUMBER: everything above it, newest first. Once begun it is ended by whoever
# comes next.
undo_generations() {
  printf '%s\n' "$1" >"$STATE/rollback.new" && sync "$STATE/rollback.new" &&
    mv -T "$STATE/rollback.new" "$STATE/rollback" && sync "$STATE" || return 1
  for number in $(generations | sort -rn); do
    [ "$number" -gt "$1" ] || continue
    record undoing "$number"
    : >"$LOG"
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

locked() {
  if ! take_lock; then
    record failed -1 "$(echo "cannot write to $STATE" | base64 -w0)"
    record undone
    return 1
  fi
  if ! recover; then
    record failed -1 "$(told)"
    return 1
  fi
}

# transaction: orders over standard input, one a line. Its end without "commit" means that the
# caller is gone, or wants nothing: the host goes back.
#
#   content NUMBER BASE64            a staged file
#   step BASE64                      one call
#   ask CALLS USER PROGRAM NONCE     a probe, all in base64
#   commit BASE64
transaction() {
  locked || return 0
  record ready
  caller=thinks
  while next_order; do
    case $order in
      content)
        stage "$first" "$second" >"$LOG" 2>&1 || {
          fail -1
          return 0
        }
        ;;
      step)
        run_step "$first" || return 0
        tell_unchecked
        ;;
      ask)
        record asked
        probe "$(decode "$first")" "$(decode "$second")" "$(decode "$third")" "$(decode "$fourth")"
        record answered
        caller=thinks
        ;;
      # Said by nobody but us.
      lost)
        echo "nothing was heard of the caller for $PATIENCE s" >"$LOG"
        fail -1
        return 0
        ;;
      commit)
        commit "$first"
        return 0
        ;;
      *) break ;;
    esac
  done
  undo_all
}

# A line that was cut without a word looks open for hours, so who has the answer must not be silent
# for long.
next_order() {
  if [ "$caller" != thinks ]; then
    read -r order first second third fourth <&4
    return
  fi
  caller=
  # shellcheck disable=SC2016
  line=$(timeout "$PATIENCE" sh -c 'IFS= read -r line && echo "$line"' <&4 3>&- 9>&-) || {
    [ $? = 124 ] || return 1
    line=lost
  }
  read -r order first second third fourth <<ORDER
$line
ORDER
}

# A record for each generation, oldest first.
tell_generations() {
  for number in $(generations); do
    record generation "$number" "$(base64 -w0 "$GENERATIONS/$number/info")"
  done
}
