# verify_docker_commands : every "docker" that a step could run, the first in PATH first.
#
# Prints "KIND PATH" a line: KIND is podman for a link to podman or a script that names it, other for
# anything else in PATH, cached for one in the tool cache, where the DockerInstaller task puts its
# docker and prepends it to PATH.
verify_docker_commands() (
  IFS=:
  set -f
  for directory in $PATH; do
    verify_docker_command "${directory:-.}/docker"
  done
  unset IFS
  set +f
  for file in "${AGENT_TOOLSDIRECTORY:-/agent/_work/_tool}"/docker*/*/*/docker; do
    if [ -f "$file" ]; then printf 'cached %s\n' "$file"; fi
  done
  echo end
)

verify_docker_command() {
  [ -f "$1" ] && [ -x "$1" ] || return 0
  kind=other
  case $(readlink -f -- "$1") in
    */podman) kind=podman ;;
    *) case $(head -c 2 -- "$1" | tr -d '\000') in
      '#!') if grep -q '^[^#]*podman' -- "$1"; then kind=podman; fi ;;
    esac ;;
  esac
  printf '%s %s\n' "$kind" "$1"
}

# verify_docker_packages NAME... : "STATUS NAME" of those packages that dpkg knows; dpkg-query(1).
verify_docker_packages() (
  # Status 1 says that it does not know some of them.
  # shellcheck disable=SC2016 # dpkg-query expands
  timeout -k 2 20 dpkg-query --show --showformat '${db:Status-Abbrev} ${Package}\n' "$@" || [ $? -eq 1 ] ||
    exit 125
  echo end
)
