# What stood at a path before a step, and how it comes back there.

# keep_path PATH [DIGEST [OURS]]: keeps what stands there, so that undoing brings back content, mode,
# owner, ACLs and xattrs. The digest is of what the step puts there; of a file of lines that others
# own, too, all of it is kept. The folder is the working directory afterwards.
keep_path() {
  enter "${1%/*}" || return 1
  if [ -e "./${1##*/}" ] || [ -L "./${1##*/}" ]; then
    next_kept
    twin "./${1##*/}" "$KEPT/$kept_name" && sync_kept || return 1
    undo_with restore_path "$kept_name" "$1" "$(identity "./${1##*/}")" "${2-}" "${3-}"
  else
    undo_with remove_path "$1" "${2-}"
  fi
}

# twin FROM TO: the same file under a second name, which takes no room on a disk that may be full;
# nothing here is ever written in place. A copy where that cannot be.
twin() {
  ln -fP -- "$1" "$2" 2>/dev/null || cp -a --no-dereference -- "$1" "$2"
}

# The same for as long as nobody touches the file.
identity() {
  stat -c %d:%i:%z -- "$1" 2>/dev/null
}

# is_back KEPT NAME IDENTITY: the step did not act, or this was undone before. mv would refuse where
# both names are those of one file, and nothing can be moved onto what a step could not replace.
is_back() {
  there=$(identity "./$2") || return 1
  [ "$there" != "$3" ] || return 0
  [ "${there%"${there#*:*:}"}" = "$(stat -c %d:%i: -- "$KEPT/$1" 2>/dev/null)" ]
}

# restore_path KEPT PATH IDENTITY DIGEST OURS
restore_path() {
  enter "${2%/*}" again || return 1
  if is_back "$1" "${2##*/}" "${3-}"; then
    rm -rf -- "./.provision.${2##*/}.new" && sync .
    return
  fi
  if [ ! -e "$KEPT/$1" ] && [ ! -L "$KEPT/$1" ]; then
    echo "$KEPT/$1 is gone"
    return 1
  fi
  lines=
  if [ -n "${5-}" ] && [ "$(digest "./${2##*/}")" != "$4" ]; then
    lines=$(lines_of_others "./${2##*/}" "$KEPT/$5" "$KEPT/$1")
  else
    spare_changes "$2" "${4-}" "$1" || return 1
  fi
  enter_private "${2##*/}" || return 1
  if [ -n "$lines" ]; then
    cp -a -- "$KEPT/$1" new || return 1
    # The last line may have no end.
    [ -z "$(tail -c 1 new)" ] || lines="
$lines"
    printf '%s\n' "$lines" >>new && sync new || return 1
    stays "lines that others have put into $2"
  else
    twin "$KEPT/$1" new || return 1
  fi
  place "${2##*/}"
}

# lines_of_others NOW OURS BEFORE
lines_of_others() {
  [ ! -f "$1" ] || [ -L "$1" ] || grep -vxF -f "$2" -- "$1" | grep -vxF -f "$3"
}

# The SHA-256 of a file; of what is none, what it is.
digest() {
  if [ -L "$1" ]; then
    echo link
  elif [ -f "$1" ]; then
    sum=$(sha256sum <"$1")
    echo "${sum%% *}"
  elif [ -e "$1" ]; then
    echo other
  else
    echo absent
  fi
}

# spare_changes PATH DIGEST [KEPT]: what stands there in the working directory, and is neither what a
# step put there nor what stood there before, is somebody's work.
spare_changes() {
  spared=./${1##*/}
  [ -n "$2" ] && present=$(digest "$spared") || return 0
  case $present in "$2" | absent) return 0 ;; esac
  # Undone before, and as a copy, since it could not be the same file.
  [ -z "${3-}" ] || [ "$present" != "$(digest "$KEPT/$3")" ] || return 0
  [ -z "$(find "$KEPT" -samefile "$spared" 2>/dev/null)" ] || return 0
  aside=$STATE/replaced/$going_back
  if [ ! -d "$aside" ]; then
    (umask 077 && mkdir -p "$aside") || return 1
    forget_replaced
  fi
  (umask 077 && mkdir -p "$aside${1%/*}") && rm -rf -- "$aside$1" && twin "$spared" "$aside$1" ||
    return 1
  stays "what others made of $1, now in $aside$1"
}

# The ten newest folders stay.
forget_replaced() {
  find "$STATE/replaced" -mindepth 1 -maxdepth 1 -printf '%T@ %f\n' | sort -rn | tail -n +11 |
    while read -r _ old; do rm -rf -- "$STATE/replaced/$old"; done
}

# hinders_restore_path KEPT PATH IDENTITY
hinders_restore_path() {
  ! (enter "${2%/*}" && is_back "$1" "${2##*/}" "${3-}") >/dev/null || return 0
  if [ -d "${2%/*}/" ] && [ ! -w "${2%/*}/" ]; then echo "${2%/*}/ $unwritable"; fi
  hinders_remove_path "$2"
}

unwritable='cannot be written: make that possible first'

# A file cannot be replaced on a read-only disk, where chattr forbids it, or under a mount.
hinders_remove_path() {
  [ -e "$1" ] || [ -L "$1" ] || return 0
  [ -L "$1" ] || mounts_at "$1"
  for path in "${1%/*}/" "$1"; do
    [ -L "$path" ] || [ -w "$path" ] || echo "$path $unwritable"
  done
  if [ -d "$1" ] && [ ! -L "$1" ]; then echo "$1 is a folder now: move it away first"; fi
}

# mounts_at PATH: what is mounted there and below.
mounts_at() {
  real=$(readlink -f -- "$1") || return 0
  while read -r _ _ _ _ point _; do
    # Blanks and the like come as octal numbers.
    case $point in *\\*) point=$(printf '%b' "$point") ;; esac
    case $point/ in "$real"/*) echo "something is mounted on $point: unmount it first" ;; esac
  done </proc/self/mountinfo
}

remove_path() {
  [ -d "${1%/*}/" ] || return 0
  enter "${1%/*}" && rm -rf -- "./.provision.${1##*/}.new" && spare_changes "$1" "${2-}" || return 1
  rm -f -- "./${1##*/}"
}
