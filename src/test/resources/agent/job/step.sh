# The script of a step that calls docker. Each answer is three files: NAME.out, NAME.err, NAME.status.
# shellcheck shell=bash

answer() {
  local name=$BUILD_ARTIFACTSTAGINGDIRECTORY/$1
  shift
  "$@" >"$name.out" 2>"$name.err"
  printf '%s\n' "$?" >"$name.status"
}

api() {
  local path=$1
  shift
  curl -sS --fail --unix-socket "$DOCKER_SOCK" "$@" "http://d/v1.40/$path"
}

start_by_api() {
  api 'containers/create?name=by-api' --json \
    '{"Image": "docker.io/library/busybox:1", "Cmd": ["sleep", "1000"]}' &&
    api containers/by-api/start --request POST
}

answer environment env
answer command type -p docker
answer version docker version
answer run docker run --rm docker.io/library/busybox:1 cat /proc/self/uid_map
answer info docker info --format '{{.Host.Security.Rootless}} {{.Store.RunRoot}}'
answer build docker build --quiet --tag by-step .
answer built docker run --rm by-step cat /built
answer by-cli docker run --detach --name by-cli docker.io/library/busybox:1 sleep 1000
answer by-api start_by_api
answer seen-by-cli docker ps --format '{{.Names}}'
answer seen-by-api api containers/json
