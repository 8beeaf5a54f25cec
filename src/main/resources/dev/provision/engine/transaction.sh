# Apply as a transaction: one at a time, everything undone when a step fails. What undoes a step is
# noted before the step acts, in a journal that outlives connection and power. A good end renames
# the folder with the journal to a generation, which a rollback undoes later in the same way.
#
#   pending/journal   what undoes the steps so far, oldest first
#   pending/kept/     what stood at the paths before
#   pending/staged/   contents that have arrived
#   pending/ballast   room to go back in, should the disk be full by then
#   pending/form      how the journal is to be read
#   generations/N/    the same after a good end, with a line about it in info
#   homes/ replaced/  what others made, and going back did not delete
#   rollback          a rollback is under way; generations above this number go

STATE=/var/lib/provision
PENDING=$STATE/pending
GENERATIONS=$STATE/generations
GENERATIONS_KEPT=10
# Of the journal: another number when an older provision could not undo it.
FORM=1
KEPT=$PENDING/kept
serial=0
# Not on a disk, which may be full when something must be told.
LOG=/run/provision.log
# Seconds. A caller who has been answered has to think, not to work.
PATIENCE=60
# What somebody else only looks at is locked for a moment.
LOCK_PATIENCE=2

# The lock falls with this process and with every step's program that inherited it: what a killed
# apply leaves running keeps others out until it ends. One that ends by itself lets go.
take_lock() {
  # A caller who is gone must not end us with a signal on the next record.
  trap : PIPE
  [ -d "$STATE" ] || mkdir -m 0700 "$STATE" || return 1
  # Tried in a subshell first: a failing exec would end the program without a word.
  (printf '' >>"$STATE/lock") || return 1
  exec 9>>"$STATE/lock"
  if ! flock -w "$LOCK_PATIENCE" 9; then
    record busy "$(head -n 1 "$STATE/lock")"
    exit 0
  fi
  # What programs say is not for everybody.
  (umask 077 && rm -f "$LOG" && printf '' >"$LOG")
  # On a full disk nobody can be told, but somebody must be able to go back.
  printf '%s, process %s, since %s\n' "${SUDO_USER:-root}" "$$" "$(now)" >"$STATE/lock" || true
}

let_go() {
  flock -u 9 2>/dev/null || true
}

now() {
  date -u +%Y-%m-%dT%H:%M:%SZ
}

# What an apply or a rollback left that died: nobody else can hold it, since we hold the lock.
recover() {
  ended_rollback=
  rm -rf "$STATE/discarded" "$STATE/new" "$STATE/rollback.new"
  end_merge || return 1
  if [ -e "$PENDING" ]; then
    record recovering apply
    late=yes
    undo_all || return 1
    late=
  fi
  if [ -e "$STATE/rollback" ]; then
    record recovering rollback
    ended_rollback=yes
    undo_generations "$(cat "$STATE/rollback")" || return 1
  fi
  # Of one that died between its last undo and telling.
  tell_stays
}

begin() {
  [ -e "$PENDING" ] && return 0
  serial=$(($(newest_generation) + 1))
  rm -rf "$STATE/new" && mkdir -m 0700 "$STATE/new" "$STATE/new/kept" "$STATE/new/staged" &&
    printf '' >"$STATE/new/journal" && echo "$FORM" >"$STATE/new/form" &&
    head -c 524288 /dev/zero >"$STATE/new/ballast" && sync "$STATE/new/ballast" "$STATE/new/form" &&
    sync "$STATE/new" && mv -T "$STATE/new" "$PENDING" && sync "$STATE"
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
  printf '' >"$LOG"
  ended=0
  { begin && call "$line" 3>&- 4<&- 5<&- </dev/null; } >>"$LOG" 2>&1 || ended=$?
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

locked() {
  if ! take_lock; then
    record failed -1 "$(echo "cannot write to $STATE" | base64 -w0)"
    # What an earlier one left is still there.
    [ -e "$PENDING" ] || [ -e "$STATE/rollback" ] || record undone
    return 1
  fi
  if ! recover; then
    record failed -1 "$(told)"
    return 1
  fi
}

# transaction: orders over standard input. What belongs together comes at once, behind a line
# "orders" with its length in bytes, and nothing is begun before all of it is there. Their end without
# "commit" means that the caller is gone, or wants nothing: the host goes back.
#
#   content NUMBER BASE64            a staged file
#   step BASE64                      one call
#   ask CALLS USER PROGRAM NONCE     a probe, all in base64
#   commit BASE64
transaction() {
  locked || return 0
  record ready
  while next_orders; do
    while read -r order first second third fourth <&5; do
      follow || return 0
    done 5<<ORDERS
$orders
ORDERS
  done
  undo_all
}

# One order; fails when nothing more is to be done.
follow() {
  case $order in
    content)
      stage "$first" "$second" >"$LOG" 2>&1 || fail -1
      ;;
    step)
      run_step "$first" && tell_unchecked
      ;;
    ask)
      record asked
      probe "$(decode "$first")" "$(decode "$second")" "$(decode "$third")" "$(decode "$fourth")" \
        5<&-
      # Whether anybody has heard it, the next reading tells.
      record answered || true
      ;;
    # Said by nobody but us.
    lost)
      echo "nothing was heard of the caller for $PATIENCE s" >"$LOG"
      fail -1
      ;;
    commit)
      commit "$first"
      return 1
      ;;
    *)
      undo_all
      return 1
      ;;
  esac
}

# A line that was cut without a word looks open for hours, so the caller must not be silent for long:
# neither when it has the answer nor in the middle of what it orders.
next_orders() {
  # shellcheck disable=SC2016
  orders=$(timeout "$PATIENCE" sh -c 'read -r word length && [ "$word" = orders ] && echo "$length" &&
    dd bs="$length" count=1 iflag=fullblock 2>/dev/null' <&4 3>&- 9>&-) || {
    [ $? = 124 ] || return 1
    orders=lost
    return 0
  }
  length=${orders%%"$NL"*}
  orders=${orders#*"$NL"}
  # The last line end is not seen.
  [ "$((${#orders} + 1))" = "$length" ]
}
