# What the host is and what was there before us.

# Engines and clients that pipelines could meet instead of podman.
observe_docker() {
  # shellcheck disable=SC2016
  dpkg-query -W -f '${db:Status-Status} ${Package}\n' docker-ce docker-ce-cli docker.io docker-cli \
    moby-engine moby-cli 2>/dev/null | sed -n 's/^installed //p'
  # Not of a package, and not a wrapper, which would be a script.
  for file in /usr/local/sbin/docker /usr/local/bin/docker /usr/sbin/docker /usr/bin/docker; do
    if [ -f "$file" ] && [ "$(head -c 4 -- "$file")" = "$(printf '\177ELF')" ]; then
      echo "$file"
    fi
  done
}

observe_podman() {
  timeout -k 2 20 podman --version
}

observe_os() {
  (. /etc/os-release && printf '%s\n' "${PRETTY_NAME-}")
}

# observe_stores HOME USER UID: the driver that podman of this account is bound to. Where there are
# several, one may be buildah's, and only podman knows.
observe_stores() {
  stores=$(list_stores "$1")
  case $stores in
    *"
"*)
      timeout -k 2 60 runuser -u "$2" -- env "HOME=$1" "XDG_RUNTIME_DIR=/run/user/$3" \
        podman info --format '{{.Store.GraphDriverName}}'
      ;;
    ?*) echo "$stores" ;;
  esac
}

list_stores() {
  for layers in "$1"/.local/share/containers/storage/*-layers; do
    [ -d "$layers" ] || continue
    layers=${layers##*/}
    echo "${layers%-layers}"
  done
}
