#!/bin/bash
# STAND-IN for the agent's run.sh.

if [ "$(id -u)" -eq 0 ]; then
  echo 'Must not run interactively with sudo'
  exit 1
fi
exec "$(dirname -- "$0")/bin/Agent.Listener" run "$@"
