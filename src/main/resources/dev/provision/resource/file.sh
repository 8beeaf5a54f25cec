# Files: what is there, and putting one in place in one rename.

# Type, mode, owner and group in one line, then the content or the link's target.
observe_file() {
  if [ ! -e "$1" ] && [ ! -L "$1" ]; then
    echo absent
    return 0
  fi
  stat -c '%F|%04a|%U|%G|%s' -- "$1" || return 1
  if [ -L "$1" ]; then
    readlink -- "$1"
  elif [ -f "$1" ]; then
    head -c 1048577 -- "$1"
  fi
}

# enter FOLDER [create|again]: makes it the working directory, whatever others rename meanwhile. A link on
# the way must be root's: the agent could have pointed its own at /etc, also between two looks, so
# what was entered is compared with what was meant. From then on names are relative.
enter() {
  cd / || return 1
  way=
  rest=${1#/}
  while [ -n "$rest" ]; do
    part=${rest%%/*}
    case $rest in
      */*) rest=${rest#*/} ;;
      *) rest= ;;
    esac
    case $part in
      '') continue ;;
      . | ..) return 1 ;;
    esac
    way=$way/$part
    if [ -L "./$part" ]; then
      if [ "$(stat -c %u -- "./$part")" != 0 ]; then
        echo "$way is a link that is not root's; remove it first"
        return 1
      fi
      cd -P -- "./$part" || return 1
      continue
    fi
    if [ -n "${2-}" ] && [ ! -e "./$part" ]; then
      # Going back notes no way back.
      [ "$2" = again ] || undo_with remove_folder "$way" || return 1
      mkdir -m 0755 -- "./$part" || return 1
    fi
    above=$(pwd -P)
    cd -P -- "./$part" || return 1
    if [ "$(pwd -P)" != "${above%/}/$part" ]; then
      echo "$way was replaced while it was entered"
      return 1
    fi
  done
}

# Whatever undoes may find the thing gone: an older undo was faster, or somebody else.
remove_folder() {
  [ -d "${1%/*}/" ] || return 0
  enter "${1%/*}" || return 1
  rmdir --ignore-fail-on-non-empty -- "./${1##*/}" 2>/dev/null || true
}

# enter_private NAME: a new folder of root's alone, in the working directory, which becomes it. What
# is written there cannot be a link of somebody else's.
enter_private() {
  above=$(pwd -P)
  rm -rf -- "./.provision.$1.new" && mkdir -m 0700 -- "./.provision.$1.new" || return 1
  cd -P -- "./.provision.$1.new" || return 1
  if [ "$(pwd -P)" != "${above%/}/.provision.$1.new" ] ||
    [ "$(stat -c %u:%a .)" != "$(id -u):700" ]; then
    echo "a folder in $above was replaced"
    return 1
  fi
}

# place NAME: the file "new" of the private folder comes to its name in one rename.
place() {
  mv -fT -- new "../$1" || return 1
  cd .. && rmdir -- "./.provision.$1.new" && sync .
}

# keep_path PATH [DIGEST]: keeps what stands there, so that undoing brings back content, mode, owner,
# ACLs and xattrs. The digest is of what the step puts there. The folder is the working directory
# afterwards.
keep_path() {
  enter "${1%/*}" || return 1
  if [ -e "./${1##*/}" ] || [ -L "./${1##*/}" ]; then
    next_kept
    twin "./${1##*/}" "$KEPT/$kept_name" && sync_kept || return 1
    undo_with restore_path "$kept_name" "$1" "$(identity "./${1##*/}")" "${2-}"
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

# restore_path KEPT PATH IDENTITY DIGEST
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
  spare_changes "$2" "${4-}" && enter_private "${2##*/}" || return 1
  twin "$KEPT/$1" new && place "${2##*/}"
}

# The SHA-256 of a file; of what is none, what it is.
digest() {
  if [ -L "$1" ]; then
    echo link
  elif [ -f "$1" ]; then
    sha256sum <"$1" | cut -c 1-64
  elif [ -e "$1" ]; then
    echo other
  else
    echo absent
  fi
}

# spare_changes PATH DIGEST: what stands there in the working directory, and is neither what a step
# put there nor what stood there before, is somebody's work.
spare_changes() {
  spared=./${1##*/}
  [ -n "$2" ] && present=$(digest "$spared") || return 0
  case $present in "$2" | absent) return 0 ;; esac
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
  mounts_at "$1"
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

# rewrite_file STAGED PATH MODE OWNER GROUP: as put_file, of a file that is not ours alone: ACLs and
# extended attributes stay what they are.
rewrite_file() {
  like_before=yes
  put_file "$@"
}

like_before=
# put_file STAGED PATH MODE OWNER GROUP
put_file() {
  enter "${2%/*}" create && keep_path "$2" "$(digest "$PENDING/staged/$1")" || return 1
  enter_private "${2##*/}" || return 1
  if [ -n "$like_before" ] && [ -f "../${2##*/}" ]; then
    cp --attributes-only --preserve=all --no-dereference -- "../${2##*/}" new || return 1
  fi
  like_before=
  (umask 077 && cat -- "$PENDING/staged/$1" >new) || return 1
  chown -- "$4:$5" new && chmod -- "$3" new && sync new && place "${2##*/}"
}

# drop_file PATH
drop_file() {
  keep_path "$1" absent && rm -f -- "./${1##*/}" && sync .
}

# drop_former PATH SHA256: a file of an earlier profile; one that was changed since is not ours.
drop_former() {
  [ -f "$1" ] || return 0
  # A backslash comes before the digest of a file with an odd name.
  case $(sha256sum -- "$1") in
    "$2 "* | "\\$2 "*) drop_file "$1" ;;
  esac
}

# put_folder PATH MODE OWNER GROUP; an empty mode leaves it as it is
put_folder() {
  if [ -d "$1" ]; then
    enter "$1" || return 1
    undo_with set_access_again "$1" "$(stat -c %04a .)" "$(stat -c %u:%g .)" || return 1
  fi
  enter "$1" create && set_access "$1" "$2" "$3:$4"
}

# set_access FOLDER MODE OWNER: the owner comes first, since chown clears special bits.
set_access() {
  enter "$1" && chown -- "$3" . || return 1
  [ -z "$2" ] || chmod -- "$2" .
}

# On a disk that became read-only what is right already needs nothing.
set_access_again() {
  [ -d "$1" ] || return 0
  [ "$(stat -c '%04a %u:%g' -- "$1")" = "$2 $3" ] || set_access "$@"
}
