# The frame of every program on the host. Records go to the caller, one a line, fields separated by
# ASCII 31; whatever a command prints by accident goes to standard error instead. Values arrive as
# data: the calls as lines of the same form, contents over standard input.

set -u
US=$(printf '\037')
NL='
'
exec 3>&1 1>&2 4<&0 </dev/null

record() {
  printf '%s' "$1" >&3
  shift
  for field in "$@"; do printf '\037%s' "$field" >&3; done
  printf '\n' >&3
}

# Whether systemd runs here; not so in a tree that is only mounted. sd_booted(3).
booted() {
  [ -d /run/systemd/system ]
}

# Runs the call in a line: number, function, arguments, and a dot that keeps a last empty argument.
call() {
  line=${1%"$US."}
  set -f
  IFS=$US
  # Splitting is the point; nothing in a line is expanded again.
  # shellcheck disable=SC2086
  set -- $line$US
  unset IFS
  set +f
  shift
  "$@"
}

# answer_all CALLS NONCE: what each call prints, then a line with the nonce, the call's number and
# its exit status. Nothing on the host can know the nonce beforehand, so no output can pass for it.
#
# Most calls wait, so two lanes take them by turns; the second's answers wait in the pipe until the
# first's are out. Before them the first call has the host for itself: an account's first podman
# makes the namespaces that its other ones join.
answer_all() {
  answer_lane first "$1" "$2"
  answer_lane odd "$1" "$2" | {
    answer_lane even "$1" "$2"
    cat
  }
}

answer_lane() {
  lane=first
  while IFS= read -r line; do
    [ -n "$line" ] || continue
    if [ "$lane" = "$1" ]; then
      (call "$line") 2>/dev/null </dev/null 3>&- 4<&- 9>&-
      printf '\n%s\037%s\037%s\n' "$3" "${line%%"$US"*}" "$?"
    fi
    case $lane in odd) lane=even ;; *) lane=odd ;; esac
  done <<CALLS
$2
CALLS
}

# What the agent does with the .env in its folder, where there is one: what stands before the first
# equals sign of a line is set to what stands behind it, over whatever it was (Program.cs of
# microsoft/azure-pipelines-agent). A name that no shell can set is passed over.
# shellcheck disable=SC2016
agent_variables='
  if [ -f /agent/.env ] && [ -r /agent/.env ]; then
    carriage_return=$(printf "\r")
    while IFS= read -r line || [ -n "$line" ]; do
      line=${line%"$carriage_return"}
      case ${line%%=*} in
        "$line" | "" | [0-9]* | *[!A-Za-z0-9_]*) ;;
        # .NET unsets what is set to nothing.
        *) if [ -n "${line#*=}" ]; then export "${line%%=*}=${line#*=}"; else unset "${line%=}"; fi ;;
      esac
    done <<END
$(head -c 65536 /agent/.env)
END
    unset line carriage_return
  fi
'

# Seconds.
step_limit=240

# Runs a program ($2) as a pipeline's step of the user ($1) would run it: the chain that the scale
# set's enableagent.sh and the agent go through. sudo closes other descriptors, so answers come over
# stdout.
as_step() {
  # shellcheck disable=SC2016
  env -i /bin/bash -c '. /etc/profile.d/agent_env_vars.sh >&2
    exec timeout -k 2 "$2" sudo -n -E runuser "$1" -c "eval \"\$(cat)\""' bash "$1" "$step_limit" 3>&- 4<&- 9>&- <<PROGRAM
$agent_variables
$2
PROGRAM
}

# probe CALLS USER STEP_PROGRAM NONCE: all answers, packed and in base64, cut into records of whole
# quadruples that begin with the nonce. The step works while root does; its answers wait in the pipe.
# Its program is the same on all hosts of a fleet, so the nonce comes beside it.
probe() {
  {
    printf '\n%s\n' "$4"
    if [ -n "$3" ]; then as_step "$2" "nonce=$4$NL$3"; fi | {
      answer_all "$1" "$4"
      cat
    }
  } | gzip -c | base64 -w 48000 | sed "s/^/answers$US$4$US/" >&3
}
