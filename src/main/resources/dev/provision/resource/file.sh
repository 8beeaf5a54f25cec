# Files: what is there, and putting one in place in one rename.

# Type, mode, owner and group in one line, then the content or the link's target.
observe_file() {
  if [ ! -e "$1" ] && [ ! -L "$1" ]; then
    echo absent
    return 0
  fi
  seen=$(stat -c '%F|%04a|%U|%G|%s' -- "$1") || return 1
  printf '%s\n' "$seen"
  if [ -L "$1" ]; then
    readlink -- "$1"
  elif [ -f "$1" ] && [ "${seen##*|}" -gt 65536 ] && [ "$(head -c 4 -- "$1")" = "$(printf '\177ELF')" ]; then
    # Of a program, say a real docker, enough to tell that it is one: a fleet may have thousands.
    head -c 4096 -- "$1"
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

# rewrite_file STAGED PATH MODE OWNER GROUP: as put_file, of lines that are not ours alone: ACLs and
# extended attributes stay what they are, and going back leaves the lines of others.
rewrite_file() {
  like_before=yes
  put_file "$@"
}

like_before=
# put_file STAGED PATH MODE OWNER GROUP
put_file() {
  enter "${2%/*}" create || return 1
  ours=
  if [ -n "$like_before" ]; then
    next_kept
    ours=$kept_name-ours
    cp -- "$PENDING/staged/$1" "$KEPT/$ours" && sync "$KEPT/$ours" || return 1
  fi
  keep_path "$2" "$(digest "$PENDING/staged/$1")" "$ours" || return 1
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
