# bridge AGENT SOCKET : carries bytes between its own input and output and podman's socket, as the
# account that steps of a pipeline run as, with the variables that the image gives them. Run by root.
# An empty SOCKET is the account's own, else the one of the system. Standard error ends with what went wrong, or with
# "note:" and what there is to say of how it is done.
#
# Nothing need be installed: `podman system dial-stdio` is there from podman 4.0 on, and before that
# the perl that every Debian and Ubuntu has (perl-base is essential).

agent=$1

id -u -- "$agent" >/dev/null 2>&1 || {
  printf 'there is no account %s; name the agent with --agent\n' "$agent" >&2
  exit 1
}

# Fixed text: the values come in variables. $PPID and such are the account's shell's.
# shellcheck disable=SC2016
as_agent='
  cd /
  : "${XDG_RUNTIME_DIR:=/run/user/$(id -u)}"
  export XDG_RUNTIME_DIR
  socket=$PROVISION_SOCKET
  if [ -z "$socket" ]; then
    socket=$XDG_RUNTIME_DIR/podman/podman.sock
    [ -S "$socket" ] || [ ! -S /run/podman/podman.sock ] || socket=/run/podman/podman.sock
  fi
  if [ ! -S "$socket" ]; then
    printf "%s: there is no such socket for %s; enable the user unit podman.socket\n" \
      "$socket" "$(id -un)" >&2
    exit 1
  fi
  version=$(podman --version 2>/dev/null)
  version=${version##* }
  version=${version%%.*}
  case $version in
    "" | *[!0-9]*) version=0 ;;
  esac
  if [ "$version" -ge 4 ]; then
    echo "note:" >&2
    exec podman --remote --url "unix://$socket" system dial-stdio
  fi
  if ! command -v perl >/dev/null; then
    echo "the podman there has no system dial-stdio (4.0), and there is no perl to do it" >&2
    exit 1
  fi
  echo "note: this podman has no system dial-stdio (4.0); perl carries the bytes" >&2
  exec perl -MIO::Socket::UNIX -e "$PROVISION_PERL" "$socket"
'

# One process for each direction.
# shellcheck disable=SC2016
perl='
  $SIG{PIPE} = "IGNORE";
  my $socket = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die "$ARGV[0]: $!\n";
  sub carry {
    my ($from, $to) = @_;
    while (sysread $from, my $bytes, 65536) {
      my $done = 0;
      while ($done < length $bytes) {
        my $count = syswrite $to, $bytes, length($bytes) - $done, $done;
        return unless defined $count;
        $done += $count;
      }
    }
  }
  defined(my $child = fork) or die "fork: $!\n";
  if (!$child) {
    carry(\*STDIN, $socket);
    shutdown $socket, 1;
    exit 0;
  }
  carry($socket, \*STDOUT);
  kill "TERM", $child;
'

# The chain that a step of a pipeline goes through, as far as it is there.
# shellcheck disable=SC2016
exec env -i PROVISION_SOCKET="$2" PROVISION_PERL="$perl" /bin/bash -c '
  if [ -r /etc/profile.d/agent_env_vars.sh ]; then
    . /etc/profile.d/agent_env_vars.sh >&2
  fi
  if command -v sudo >/dev/null; then
    exec sudo -n -E runuser "$1" -c "$2"
  fi
  exec runuser "$1" -c "$2"
' bash "$agent" "$as_agent"
