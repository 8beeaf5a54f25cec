# Debian packages.

NL='
'

# observe_packages NAME MINIMUM ...: name, installed version or -, whether it suffices, what apt
# would install or -, whether that suffices. Two programs ask for all packages at once, and functions
# answer in variables: many hosts are asked often.
observe_packages() {
  # Names hold no blanks, so a list of them may be split again.
  # shellcheck disable=SC2016,SC2046
  installed=$NL$(dpkg-query -W -f '${Package} ${db:Status-Status} ${Version}\n' \
    $(every_other "$@") 2>/dev/null)$NL
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

find_lacking() {
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

# apt waits for dpkg's lock but not for the one of its lists, which a machine that has just booted
# often holds itself.
apt_update() {
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

# Taking packages away could take more with them: they stay, which is told.
apt_install() {
  # shellcheck disable=SC2016
  there=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' 2>/dev/null)
  for package in "$@"; do
    # apt takes a name that it does not know for a pattern, or for a wish to remove.
    case $(apt-cache policy -- "$package") in
      "$package:"*) ;;
      *)
        echo "apt knows no package $package"
        return 1
        ;;
    esac
    printf '%s\n' "$there" | grep -qx "$package installed" || undo_with keep_package "$package" ||
      return 1
  done
  # Where dpkg was interrupted, by a power cut say, apt would only tell people to do this.
  DEBIAN_FRONTEND=noninteractive timeout -k 10 600 \
    dpkg --force-confdef --force-confold --configure -a || return 1
  apt install --no-install-recommends --no-remove -- "$@"
}

keep_package() {
  # shellcheck disable=SC2016
  [ "$(dpkg-query -W -f '${db:Status-Status}' -- "$1" 2>/dev/null)" = installed ] || return 0
  printf '%s\n' "$1" >>"$STATE/packages"
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
