# Sourced: the env file of a lab, KEY=VALUE lines, values without blanks or quotes.
# shellcheck shell=bash

# env_get DIR KEY
env_get() {
  sed -n "s/^$2=//p" "$1/env"
}

# env_set DIR KEY=VALUE... : replaced in one go, so that a reader never sees half a file.
env_set() {
  local dir=$1 pair
  shift
  {
    if [[ -e $dir/env ]]; then
      for pair in "$@"; do printf '^%s=\n' "${pair%%=*}"; done | grep -v -f - "$dir/env" || true
    fi
    printf '%s\n' "$@"
  } >"$dir/env.new"
  mv -- "$dir/env.new" "$dir/env"
}
