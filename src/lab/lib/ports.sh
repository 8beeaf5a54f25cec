# Sourced: free TCP ports of 127.0.0.1.
# shellcheck shell=bash

# free_port : below the range from which Linux takes the ports of outgoing connections. The port is
# only likely to be free a moment later: who binds it has to try again with another one if not.
free_port() {
  local port
  while :; do
    port=$((20000 + SRANDOM % 12000))
    if ! (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null &&
      ! grep -q -s -x -E "LAB_(PORT|REGISTRY)=(127.0.0.1:)?$port" "$lab_state"/*/env; then
      printf '%s\n' "$port"
      return
    fi
  done
}

port_answers() {
  (: <>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}
