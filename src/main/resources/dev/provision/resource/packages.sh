# Debian packages.

NL='
'

# observe_packages NAME MINIMUM ...: name, installed version or -, whether it suffices, what apt
# would install or -, whether that suffices. Two programs ask for all packages at once, and functions
# answer in variables: many hosts are asked often.
observe_packages() {
  find_lacking "$@"
  policy=
  # shellcheck disable=SC2086
  if [ -n "$lacking" ]; then policy=$NL$(apt-cache policy $lacking 2>/dev/null)$NL; fi
  while [ $# -ge 2 ]; do
    find_installed "$1"
    find_candidate "$1"
    printf '%s %s' "$1" "$version"
    if suffices "$version" "$2"; then printf ' yes'; else printf ' no'; fi
    printf ' %s' "$candidate"
    if suffices "$candidate" "$2"; then echo ' yes'; else echo ' no'; fi
    shift 2
  done
}

every_other() {
  while [ $# -ge 2 ]; do
    printf '%s ' "$1"
    shift 2
  done
}

# find_lacking NAME MINIMUM ...: what is installed, and what does not suffice.
find_lacking() {
  # Names hold no blanks, so a list of them may be split again.
  # shellcheck disable=SC2016,SC2046
  installed=$NL$(dpkg-query -W -f '${Package} ${db:Status-Status} ${Version}\n' \
    $(every_other "$@") 2>/dev/null)$NL
  lacking=
  while [ $# -ge 2 ]; do
    find_installed "$1"
    suffices "$version" "$2" || lacking="$lacking $1"
    shift 2
  done
}

find_installed() {
  version=${installed#*"$NL$1 installed "}
  if [ "$version" = "$installed" ]; then version=-; else version=${version%%"$NL"*}; fi
}

find_candidate() {
  candidate=${policy#*"$NL$1:$NL"}
  candidate=${candidate#*Candidate: }
  candidate=${candidate%%"$NL"*}
  case $policy in
    *"$NL$1:$NL"*) [ "$candidate" != '(none)' ] || candidate=- ;;
    *) candidate=- ;;
  esac
}

# suffices VERSION MINIMUM
suffices() {
  [ "$1" != - ] || return 1
  [ "$2" = '*' ] || dpkg --compare-versions "$1" ge "$2"
}

# Seconds that somebody else's apt or dpkg is waited for.
APT_PATIENCE=120

apt() {
  DEBIAN_FRONTEND=noninteractive timeout -k 10 1500 apt-get -q -y \
    -o DPkg::Lock::Timeout="$APT_PATIENCE" -o Dpkg::Options::=--force-confdef \
    -o Dpkg::Options::=--force-confold "$@"
}

# apt_update NAME...: the lists anew, so that apt knows these packages.
#
# A power cut can leave a list empty that apt takes for fresh, because it looks at dates only.
apt_update() {
  if apt_fetch; then
    [ -n "$(apt_unknown "$@")" ] || return 0
  else
    case $apt_says in *'could not be parsed or opened'*) ;; *) return "$apt_status" ;; esac
  fi
  find /var/lib/apt/lists -type f ! -name lock -exec rm -f {} + && apt_fetch
}

# apt waits for dpkg's lock but not for the one of its lists, which a machine that has just booted
# often holds itself.
apt_fetch() {
  waited=0
  until apt_says=$(apt -o APT::Update::Error-Mode=any update 2>&1); do
    apt_status=$?
    case $apt_says in
      *'Could not get lock'*) ;;
      *) waited=$APT_PATIENCE ;;
    esac
    if [ "$waited" -ge "$APT_PATIENCE" ]; then
      printf '%s\n' "$apt_says"
      return "$apt_status"
    fi
    sleep 5
    waited=$((waited + 5))
  done
}

# The first of these that apt has never heard of: it would take such a name for a pattern, or for a
# wish to remove.
apt_unknown() {
  for package in "$@"; do
    case $(apt-cache policy -- "$package") in
      "$package:"*) ;;
      *)
        printf '%s\n' "$package"
        return
        ;;
    esac
  done
}

# Taking packages away could take more with them: they stay, which is told, with what came along.
apt_install() {
  unknown=$(apt_unknown "$@")
  if [ -n "$unknown" ]; then
    echo "apt knows no package $unknown"
    return 1
  fi
  next_kept
  before=$kept_name
  list_packages >"$KEPT/$before" && sync_kept && undo_with tell_packages "$before" "$before-after" ||
    return 1
  # Where dpkg was interrupted, by a power cut say, apt would only tell people to do this.
  DEBIAN_FRONTEND=noninteractive timeout -k 10 600 \
    dpkg --force-confdef --force-confold --configure -a || return 1
  apt install --no-install-recommends --no-remove -- "$@" || return 1
  kept_name=$before-after
  list_packages >"$KEPT/$kept_name" && sync_kept
}

# Name and version of each that is installed.
list_packages() {
  # shellcheck disable=SC2016
  dpkg-query -W -f '${db:Status-Status} ${Package} ${Version}\n' | sed -n 's/^installed //p'
}

# tell_packages BEFORE AFTER: lists of packages; there is none of afterwards when apt did not end.
tell_packages() {
  {
    sed 's/^/before /' "$KEPT/$1"
    if [ -s "$KEPT/$2" ]; then cat "$KEPT/$2"; else list_packages; fi | sed 's/^/after /'
    list_packages | sed 's/^/now /'
  } | awk '
    $1 == "before" { before[$2] = $3 }
    $1 == "after" { after[$2] = $3 }
    $1 != "now" || !($2 in after) { next }
    !($2 in before) { print $2; next }
    before[$2] != after[$2] { print $2, before[$2], after[$2] }' | while read -r name from to; do
    if [ -n "$to" ]; then
      stays "package $name, upgraded from $from to $to"
    else
      printf '%s\n' "$name" >>"$STATE/packages"
    fi
  done
}

# require_packages NAME MINIMUM ...: apt may have found nothing new enough.
require_packages() {
  while [ $# -ge 2 ]; do
    # The dollar sign is dpkg-query's own.
    # shellcheck disable=SC2016
    version=$(dpkg-query -W -f '${Version}' -- "$1") || return 1
    if ! suffices "$version" "$2"; then
      echo "$1 is $version, the profile asks for $2 or newer"
      return 1
    fi
    shift 2
  done
}
