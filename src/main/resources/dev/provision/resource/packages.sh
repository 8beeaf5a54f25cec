# Debian packages.

# observe_packages NAME MINIMUM ...: name, installed version or -, whether it suffices, what apt
# would install or -, whether that suffices.
observe_packages() {
  while [ $# -ge 2 ]; do
    # The dollar signs are dpkg-query's own.
    # shellcheck disable=SC2016
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Version}' -- "$1" 2>/dev/null)
    case $installed in
      'installed '*) installed=${installed#installed } ;;
      *) installed=- ;;
    esac
    candidate=-
    if ! suffices "$installed" "$2"; then
      candidate=$(apt-cache policy -- "$1" 2>/dev/null | sed -n 's/^  Candidate: //p')
      case $candidate in '' | '(none)') candidate=- ;; esac
    fi
    printf '%s %s %s %s %s\n' "$1" "$installed" "$(yes_or_no suffices "$installed" "$2")" \
      "$candidate" "$(yes_or_no suffices "$candidate" "$2")"
    shift 2
  done
}

yes_or_no() {
  if "$@"; then echo yes; else echo no; fi
}

# suffices VERSION MINIMUM
suffices() {
  [ "$1" != - ] || return 1
  [ "$2" = '*' ] || dpkg --compare-versions "$1" ge "$2"
}

apt() {
  DEBIAN_FRONTEND=noninteractive timeout -k 10 1500 apt-get -q -y \
    -o DPkg::Lock::Timeout=120 -o Dpkg::Options::=--force-confdef \
    -o Dpkg::Options::=--force-confold "$@"
}

apt_update() {
  apt -o APT::Update::Error-Mode=any update
}

apt_install() {
  apt install --no-install-recommends -- "$@"
}

# require_packages NAME MINIMUM ...: apt may have found nothing new enough.
require_packages() {
  while [ $# -ge 2 ]; do
    # shellcheck disable=SC2016
    version=$(dpkg-query -W -f '${Version}' -- "$1") || return 1
    if ! suffices "$version" "$2"; then
      echo "$1 is $version, the profile asks for $2 or newer"
      return 1
    fi
    shift 2
  done
}
