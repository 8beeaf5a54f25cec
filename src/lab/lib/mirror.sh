# Sourced: where this machine's own apt gets Debian from. No host is named here; whatever mirror or
# proxy the machine uses, the lab uses.
# shellcheck shell=bash

# sources_of DISTRO [OPTION] : lines of a sources.list for another or the same Debian suite.
# shellcheck disable=SC2016 # apt-get expands
sources_of() {
  local distro=$1 option=${2:+[$2] } label uri seen=''
  while read -r label uri; do
    case $seen in *"|$label|"*) continue ;; esac
    case $label in
      Debian)
        printf 'deb %s%s %s main\n' "$option" "$uri" "$distro"
        [[ $distro == sid ]] || printf 'deb %s%s %s-updates main\n' "$option" "$uri" "$distro"
        ;;
      Debian-Security)
        [[ $distro == sid ]] || printf 'deb %s%s %s-security main\n' "$option" "$uri" "$distro"
        ;;
      *) continue ;;
    esac
    seen="$seen|$label|"
  done < <(apt-get indextargets --format '$(ORIGIN) $(LABEL) $(REPO_URI)' \
    'Created-By: Packages' 'Component: main' | sed -n 's/^Debian //p')
  [[ $seen == *'|Debian|'* ]] ||
    die 'this machine has no Debian mirror in its apt configuration, or apt-get update has never run'
}

# What decides how apt reaches a mirror, in apt.conf syntax: proxies, time checks, certificates.
apt_transport_options() {
  apt-config dump | grep -E '^Acquire::(http|https|Check|ForceIPv|Retries|Max)[^ ]* "[^"]' || true
}

# bootstrap DISTRO TARBALL PACKAGE... -- [MMDEBSTRAP OPTION...] : without manuals and translations; the
# caller deletes the files that make dpkg leave them out and apt take a proxy.
bootstrap() {
  local distro=$1 tarball=$2 packages=() line options=()
  shift 2
  while [[ $1 != -- ]]; do
    packages+=("$1")
    shift
  done
  shift
  while read -r line; do options+=("--aptopt=$line"); done < <(apt_transport_options)
  sources_of "$distro" | mmdebstrap --quiet --variant=minbase --keyring="$debian_keyring" \
    --include="$(IFS=, && printf '%s' "${packages[*]}")" \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --skip=output/dev \
    "${options[@]}" "$@" "$distro" "$tarball" -
}

debian_keyring=/usr/share/keyrings/debian-archive-keyring.gpg
