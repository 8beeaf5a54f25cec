# What an exported script finds out for itself. It is for a machine that is no runner yet; what it meets
# on any other is for apply, which compares.

RECEIPT=/etc/provision/receipt.json
APPLY='have "provision apply" look at this machine: it compares, and tells what is in the way'

# expect_no_runner NAME UID GID HOME
expect_no_runner() {
  if [ -e "$RECEIPT" ]; then
    echo "this machine is a runner of another profile already; $APPLY"
    return 1
  fi
  for taken in "$(getent passwd "$1")" "$(getent passwd "$2")" "$(getent group "$1")" \
    "$(getent group "$3")" "$(grep -shE "^($1|$2):" /etc/subuid /etc/subgid)"; do
    if [ -n "$taken" ]; then
      printf 'the account %s (%s:%s) cannot be made, since there is\n%s\n%s\n' \
        "$1" "$2" "$3" "$taken" "$APPLY"
      return 1
    fi
  done
  stores=$(list_stores "$4")
  if [ -n "$stores" ]; then
    echo "there are images in $4 already; $APPLY"
    return 1
  fi
}

# expect_text PATH ...: a program, say a real docker, is more than a file that somebody wrote by hand.
expect_text() {
  for path in "$@"; do
    if [ -d "$path" ] && [ ! -L "$path" ]; then
      echo "$path is a folder, and would have to be a file; $APPLY"
      return 1
    fi
    [ -f "$path" ] || continue
    if [ "$(head -c 1048576 -- "$path" | tr -d '\0' | wc -c)" != "$(head -c 1048576 -- "$path" | wc -c)" ]; then
      echo "$path is a program, and would have to be a text; $APPLY"
      return 1
    fi
  done
}

# expect_link LINK
expect_link() {
  case $(observe_link "$1" absent) in
    socket | other)
      echo "$1 is no link: an engine serves it; $APPLY"
      return 1
      ;;
  esac
}

# install_lacking NAME MINIMUM ...
install_lacking() {
  find_lacking "$@"
  # shellcheck disable=SC2086
  [ -z "$lacking" ] || { apt_update $lacking && apt_install $lacking; }
}

# expect_podman: the files are for a version of it.
expect_podman() {
  [ -z "$(podman_version)" ] || return 0
  echo "podman is not there after the packages are; name it in packages.install of the profile"
  return 1
}

refuse() {
  printf '%s\n' "$@"
  return 1
}

# give_subordinate_ids NAME uid|gid COUNT: the first that nobody has.
give_subordinate_ids() {
  first_free=$(first_free_id "/etc/sub$2" "$3") &&
    add_subordinate_ids "$1" "$2" "$first_free" "$((first_free + $3 - 1))"
}

# first_free_id FILE COUNT: from SUB_UID_MIN of login.defs(5) on; the last of 32 bits is reserved.
first_free_id() {
  if [ -f "$1" ]; then sort -t : -k 2,2n -- "$1"; fi | awk -F : -v count="$2" '
    BEGIN { candidate = 100000 }
    NF == 3 && $2 ~ /^[0-9]+$/ && $3 ~ /^[0-9]+$/ && length($2) < 11 && length($3) < 11 {
      if (candidate < $2 + $3 && $2 + 0 < candidate + count) candidate = $2 + $3
    }
    END {
      if (candidate + count > 4294967294) exit 1
      printf "%.0f\n", candidate
    }' || { echo "there is no free range of $2 ids in $1" >&2 && return 1; }
}

# set_lines STAGED PATH: variables of a file that holds those of others, too.
set_lines() {
  access='0644 root root'
  if [ -e "$2" ] || [ -L "$2" ]; then
    if [ ! -f "$2" ] || [ -L "$2" ]; then
      echo "$2 is no file; $APPLY"
      return 1
    fi
    access=$(stat -c '%04a %U %G' -- "$2") || return 1
  fi
  merge_lines "$PENDING/staged/$1" "$2" >"$PENDING/staged/$1-merged" || return 1
  # Three words.
  # shellcheck disable=SC2086
  rewrite_file "$1-merged" "$2" $access
}

# merge_lines OURS FILE: the last assignment wins in pam_env, so a variable is set in its last place and
# only there.
merge_lines() {
  there=$2
  [ -f "$there" ] || there=/dev/null
  awk '
    function name(line) {
      sub(/^[ \t\r\f\v]*(export[ \t\r\f\v]+)?/, "", line)
      return match(line, /^[A-Za-z_][A-Za-z0-9_]*=/) ? substr(line, 1, RLENGTH - 1) : ""
    }
    pass == 1 {
      variable[++ours] = name($0)
      set[name($0)] = $0
      next
    }
    { line[++lines] = $0 }
    END {
      for (i = lines; i > 0; i--) {
        key = name(line[i])
        if (!(key in set)) continue
        if (key in placed) gone[i] = 1
        else line[i] = set[key]
        placed[key] = 1
      }
      for (i = 1; i <= lines; i++) if (!(i in gone)) print line[i]
      for (i = 1; i <= ours; i++) if (!(variable[i] in placed)) print set[variable[i]]
    }' pass=1 "$1" pass=2 "$there"
}

# need_module NAME: one that is there is not ours to unload.
need_module() {
  [ "$(observe_module "$1")" = loaded ] || load_module "$1"
}
