# The journal: what undoes each step, and undoing it.

# Whose journal is undone: "pending", or the number of a generation.
going_back=pending

# Whether what is undone was begun by an apply that died, who knows when.
late=

# undo_with FUNCTION ARGUMENT ...: in the journal before the step acts, or the step does not act. An
# argument may come from a name that the agent gave; it must not become a line or a field of its own.
undo_with() {
  undo_line=0
  for field in "$@"; do
    case $field in
      *"$US"* | *"$NL"*)
        printf 'control characters in "%s": remove what is called so\n' "$field"
        return 1
        ;;
    esac
    undo_line="$undo_line$US$field"
  done
  printf '%s\n' "$undo_line$US." >>"$PENDING/journal" && sync "$PENDING/journal"
}

# undo_journal FOLDER: newest first. Every undo is tried, whatever becomes of the others, and each
# may be done twice: the power can go in between.
undo_journal() {
  broken=
  all=
  KEPT=$1/kept
  going_back=${1##*/}
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
  going_back=pending
  [ -n "$all" ] || broken="$broken the journal, which could not be read"
  [ -n "$broken" ] || return 0
  record broken "$(printf '%s' "$broken" | tr '\037' ' ' | base64 -w0)"
  return 1
}

known_form() {
  [ "$(cat "$1/form" 2>/dev/null)" = "$FORM" ]
}

# hindrances FOLDER: why undoing it could not be ended now, so far as that can be known. Asked before the
# first undo: half of a host is worse than all of the one that there is. The function that knows is
# called as what it looks ahead to, with "hinders_" before the name.
hindrances() {
  if ! known_form "$1"; then
    echo "$1 was made by another provision: go back with that one"
    return
  fi
  KEPT=$1/kept
  going_back=${1##*/}
  while IFS= read -r line; do
    case $line in *"$US.") ;; *) continue ;; esac
    ahead=${line#*"$US"}
    ahead=hinders_${ahead%%"$US"*}
    [ "$(command -v "$ahead")" = "$ahead" ] || continue
    (call "0${US}hinders_${line#*"$US"}" 2>>"$LOG" 3>&- 4<&- 5<&- </dev/null)
  done <"$1/journal"
}

# Neither with a temporary file nor without a sign that this was all: on a full disk tac of a pipe says
# nothing, and going back would do nothing.
newest_first() {
  sed -n '1!G;h;$p' -- "$1" && echo end
}

# What a call leaves in the background must not hold the connection open.
quietly() {
  (call "$1") >>"$LOG" 2>&1 3>&- 4<&- 5<&- </dev/null
}

# Gone at once for whoever looks, in one rename.
discard() {
  rm -rf "$STATE/discarded" && mv -T -- "$1" "$STATE/discarded" && sync "$STATE" &&
    rm -rf "$STATE/discarded"
}

# stays WHAT: told with the end, also when that is the next command's.
stays() {
  printf '%s\n' "$1" >>"$STATE/stays"
}

tell_undone() {
  tell_stays
  record undone
}

tell_stays() {
  if [ -e "$STATE/stays" ]; then
    record stays "$(sort -u "$STATE/stays" | base64 -w0)"
    rm -f "$STATE/stays"
  fi
  if [ -e "$STATE/packages" ]; then
    record kept "$(sort -u "$STATE/packages" | paste -s -d ' ')"
    rm -f "$STATE/packages"
  fi
}

undo_all() {
  if [ -e "$PENDING" ]; then
    hindering=
    if [ -n "$late" ] || ! known_form "$PENDING"; then hindering=$(hindrances "$PENDING" | sort -u); fi
    if [ -n "$hindering" ]; then
      record hindered "$(printf '%s' "$hindering" | base64 -w0)"
      return 1
    fi
    rm -f "$PENDING/ballast"
    undo_journal "$PENDING" || return 1
    sync
    discard "$PENDING" || return 1
  fi
  tell_undone
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
