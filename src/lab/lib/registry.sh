# Sourced: Debian's docker-registry on 127.0.0.1, one process for each lab.
# shellcheck shell=bash

# registry_config DIR PORT [CERTIFICATE KEY] : the data is in DIR/registry.
registry_config() {
  cat <<YAML
version: 0.1
log:
  level: info
  formatter: text
  accesslog:
    disabled: false
storage:
  filesystem:
    rootdirectory: $1/registry
  delete:
    enabled: true
  maintenance:
    uploadpurging:
      enabled: false
http:
  addr: 127.0.0.1:$2
  secret: not-a-secret
YAML
  if (($# == 4)); then
    printf '  tls:\n    certificate: %s\n    key: %s\n' "$3" "$4"
  fi
}

# By its pid alone: until it has called exec, the child looks like this shell.
registry_listens_or_ended() {
  grep -q -s 'msg="listening on' "$1/registry.log" || ! kill -s 0 "$2" 2>/dev/null
}

# start_registry DIR PORT [CERTIFICATE KEY] : fails when the port is taken. Each request is a line of
# DIR/registry-access.log; DIR/registry.log tells the host name, too, that was asked for.
start_registry() {
  local dir=$1 pid
  registry_config "$@" >"$dir/registry.yml"
  rm -f -- "$dir/registry.log"
  # It would take each REGISTRY_... of the environment for a setting, podman's among them.
  setsid env -i "PATH=$PATH" docker-registry serve "$dir/registry.yml" \
    </dev/null >>"$dir/registry-access.log" 2>"$dir/registry.log" 9>&- &
  pid=$!
  printf '%s\n' "$pid" >"$dir/registry.pid"
  wait_until 30 registry_listens_or_ended "$dir" "$pid" || {
    kill "$pid"
    die "the registry of $dir does not start: $(tail -n 3 "$dir/registry.log")"
  }
  runs "$dir/registry.pid"
}
