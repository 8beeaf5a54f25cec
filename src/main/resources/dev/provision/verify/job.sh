# verify_job SOCKET LABEL NETWORK IMAGE OPTION... : what the agent asks of docker around and in a
# container job, in its order and its words; ContainerOperationProvider.cs, DockerCommandManager.cs
# and StepHost.cs of microsoft/azure-pipelines-agent.
#
# SOCKET is mapped into the container, unless it is empty; OPTION is what a pipeline says in "options".
# Prints for each step its name, US (octal 037), "ok" or "failed", US, and what it said, in a line; the
# steps after one that failed are not tried.
verify_job() {
  cd / || exit 125
  socket=$1
  label=$2
  network=$3
  image=$4
  shift 4
  uid=$(id -u)
  work=$(mktemp -d "$HOME/.provision-verify.XXXXXX") || exit 125
  trap 'verify_job_end' EXIT
  trap 'exit 143' HUP INT TERM
  container=
  mkdir "$work/_temp" "$work/_tasks" && printf 'key' >"$work/.taskkey" && chmod 600 "$work/.taskkey" || exit 125
  # shellcheck disable=SC2016 # the shell in the container expands
  printf '%s\n' 'set -e' "[ \"\$(id -u)\" = $uid ]" 'cat /__w/.taskkey' 'echo made >/__w/_temp/made' \
    >"$work/payload"
  [ -z "$socket" ] || set -- "$@" -v "$socket:$socket"

  verify_job_step 'ps of earlier jobs' docker ps --all --quiet --no-trunc --filter "label=$label"
  verify_job_step 'network prune' docker network prune --force --filter "label=$label"
  verify_job_step 'network create' docker network create --label "$label" "$network"
  verify_job_step 'inspect of a label' docker inspect \
    --format='{{index .Config.Labels "com.azure.dev.pipelines.agent.handler.node.path"}}' "$image"
  verify_job_step create docker create --name "$network-job" --label "$label" --network "$network" "$@" \
    -e TF_BUILD=True -v "$work:/__w" -v "$work/_temp:/__w/_temp" -v "$work/_tasks:/__w/_tasks:ro" \
    -v "$work/.taskkey:/__w/.taskkey" "$image" \
    bash -c 'trap "exit 0" TERM; sleep 600 & wait'
  container=$(head -n 1 "$work/out")
  verify_job_step start docker start "$container"
  verify_job_step 'ps of the running one' verify_job_runs
  verify_job_step 'exec: bash' docker exec "$container" sh -c 'command -v bash'
  verify_job_step 'exec: getent' docker exec "$container" bash -c "getent passwd $uid | cut -d: -f1"
  user=$(head -n 1 "$work/out")
  if [ -z "$user" ]; then
    user=$(id -un | cut -c 1-19)_azpcontainer
    verify_job_step 'exec: useradd' docker exec "$container" useradd -m -u "$uid" "$user"
  fi
  verify_job_step 'exec: groupadd' docker exec "$container" groupadd azure_pipelines_sudo
  verify_job_step 'exec: usermod' docker exec "$container" usermod -a -G azure_pipelines_sudo "$user"
  if [ -n "$socket" ]; then
    verify_job_step 'group of the socket' stat -L -c %g "$socket"
  fi
  verify_job_step 'exec: a step' verify_job_payload
  if [ -n "$socket" ]; then
    verify_job_step 'exec: the API' verify_job_api
  fi
  verify_job_step rm docker rm --force "$container"
  verify_job_step 'network rm' docker network rm "$network"
}

# The job ends where the agent would end it.
verify_job_step() {
  name=$1
  shift
  status=0
  timeout_or_call "$@" </dev/null >"$work/out" 2>"$work/err" || status=$?
  if [ "$status" -eq 0 ]; then
    printf '%s\037ok\037%s\n' "$name" "$(head -n 1 "$work/out" | cut -c 1-200 | tr -d '\037')"
    return
  fi
  printf '%s\037failed\037%s\n' "$name" \
    "$(cat "$work/err" "$work/out" | grep -v '^$' | tail -n 1 | cut -c 1-300 | tr -d '\037'), status $status"
  exit 0
}

timeout_or_call() {
  case $1 in
    verify_job_*) "$@" ;;
    *) timeout -k 2 60 "$@" ;;
  esac
}

# The agent compares the beginning of the line with the id that create gave.
verify_job_runs() {
  line=$(timeout -k 2 30 docker ps --all --filter "id=$container" --filter status=running --no-trunc \
    --format '{{.ID}} {{.Status}}' | head -n 1)
  printf '%s\n' "$line"
  case $line in "$container "*) ;; *) return 1 ;; esac
}

# As the account with the agent's own uid, the payload on standard input; what it wrote must be the
# agent's outside.
verify_job_payload() {
  timeout -k 2 60 docker exec -i -u "$uid" -w /__w "$container" bash <"$work/payload" || return
  if [ ! -O "$work/_temp/made" ]; then
    echo "what it wrote is not the account's outside"
    return 1
  fi
  rm "$work/_temp/made"
}

verify_job_api() {
  # shellcheck disable=SC2016 # perl expands
  timeout -k 2 60 docker exec -u "$uid" "$container" perl -MIO::Socket::UNIX -e '
    my $socket = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die "$ARGV[0]: $!\n";
    print $socket "GET /version HTTP/1.0\r\nHost: d\r\n\r\n";
    $socket->flush;
    my $status = <$socket>;
    print $status;
    exit($status =~ / 200 / ? 0 : 1);' "$socket"
}

verify_job_end() {
  if [ -n "$container" ]; then timeout -k 2 30 docker rm --force "$container" >/dev/null 2>&1; fi
  timeout -k 2 30 docker network rm "$network" >/dev/null 2>&1
  rm -rf "$work" 2>/dev/null || timeout -k 2 10 podman unshare rm -rf "$work"
}
