# What the host is and what was there before us.

# Engines and clients that pipelines could meet instead of podman.
observe_docker() {
  for name in docker-ce docker-ce-cli docker.io docker-cli moby-engine moby-cli; do
    # shellcheck disable=SC2016
    if [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ]; then
      echo "$name"
    fi
  done
}

observe_podman() {
  timeout -k 2 20 podman --version
}

observe_os() {
  (. /etc/os-release && printf '%s\n' "${PRETTY_NAME-}")
}

# observe_stores HOME: drivers that a podman of this account has used before.
observe_stores() {
  for layers in "$1"/.local/share/containers/storage/*-layers; do
    [ -d "$layers" ] || continue
    layers=${layers##*/}
    echo "${layers%-layers}"
  done
}
