# verify_build TOOL IMAGE LABEL : what becomes of an image that a step builds, builds again, pushes
# and saves, with podman or docker.
#
# Its instructions are those that the OCI format drops, and a shell that looks at its own /proc as
# .NET does (dotnet/runtime#99887). Prints, with a US (octal 037) after each: its manifest and its
# configuration as a registry would get them, and "own" or "foreign" for /proc; then one RS (octal
# 036), which step failed, if any, and its error. 124 when time ran out.
verify_build() {
  cd / || exit 125
  work=$(mktemp -d "$HOME/.provision-verify.XXXXXX") || exit 125
  trap 'rm -rf "$work"' EXIT
  trap 'exit 143' HUP INT TERM
  mkdir "$work/context" || exit 125
  # Read by the shell itself, /proc/self is that shell, or something in another name space.
  # shellcheck disable=SC2016 # the shell in the container expands
  printf '%s\n' "FROM $2" "LABEL $3" 'SHELL ["/bin/bash", "-c"]' \
    'RUN read -r pid rest </proc/self/stat && if [ "$pid" = "$$" ]; then echo proc:own; else echo proc:foreign; fi' \
    'HEALTHCHECK CMD /bin/true' 'ONBUILD RUN true' >"$work/context/Dockerfile" || exit 125
  status=0
  verify_build_steps "$1" "localhost/provision-verify-built-$1:${3#*=}" || status=$?
  [ "$status" -ne 137 ] || status=124
  if [ "$status" -eq 0 ]; then
    # shellcheck disable=SC2016 # sed expands
    config=$(tr -d '\n ' <"$work/pushed/manifest.json" | sed 's/.*"config":{[^}]*"digest":"sha256:\([0-9a-f]*\)".*/\1/')
    head -c 65536 "$work/pushed/manifest.json"
    printf '\037'
    head -c 65536 "$work/pushed/$config"
    printf '\037%s\037\036' "$(grep -x 'proc:[a-z]*' "$work/build" | head -n 1 | cut -c 6-)"
  else
    # Advice comes before the line that says what is wrong.
    printf '\036%s: %s' "$step" "$(grep '^Error: ' "$work/errors" | tail -n 1 | cut -c 1-600 | tr -d '\036')"
  fi
  exit "$status"
}

verify_build_steps() {
  for step in build 'build again' push save; do
    case $step in
      build) set -- "$1" "$2" build --network none --tag "$2" "$work/context" ;;
      'build again') ;;
      push) set -- "$1" "$2" push --quiet "$2" "dir:$work/pushed" ;;
      save) set -- "$1" "$2" save --quiet --output "$work/saved" "$2" ;;
    esac
    verify_build_step "$@" || return
  done
}

verify_build_step() {
  tool=$1
  shift 2
  timeout -k 2 60 "$tool" "$@" </dev/null >"$work/out" 2>"$work/errors" || return
  [ "$step" != build ] || mv "$work/out" "$work/build"
}
