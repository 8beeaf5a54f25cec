# What an exported script asks of the runner before it keeps what it did, as a pipeline's step.

judgeable() {
  booted || { unchecked "this system is not booted" && return 1; }
}

# expect_begin BEGIN SAID OF-WHAT
expect_begin() {
  case $2 in
    "$1"*) ;;
    *)
      printf '%s: expected "%s", is "%s"\n' "$3" "$1" "$2"
      return 1
      ;;
  esac
}

# judge_podman USER RUNTIME-FOLDER DRIVER
judge_podman() {
  judgeable || return 0
  info=$(as_agent "$1" podman info --format \
    '{{.Host.Security.Rootless}} {{.Store.GraphDriverName}} {{.Store.RunRoot}}') || return 1
  expect_begin "true $3 $2/" "$info" 'podman info: rootless, driver, run root'
}

# judge_socket USER RUNTIME-FOLDER SOCKET: it is this account's podman that answers.
judge_socket() {
  judgeable || return 0
  info=$(as_agent "$1" podman --remote --url "unix://$3" info --format '{{.Store.RunRoot}}') || return 1
  expect_begin "$2/" "$info" "$3: run root"
}

# judge_docker USER WRAPPER
judge_docker() {
  judgeable || return 0
  found=$(as_agent "$1" sh -c 'command -v docker && docker --version >/dev/null') || return 1
  expect_begin "$2" "$found" 'command -v docker'
}
