# verify_policy_pulls CONFIG SOCKET LABEL NAME... : what the policy makes of images with these names.
#
# Their registry is here, on the loopback address, so that a refusal is the policy's and not that of
# a network or a registry: the policy judges the name, and CONFIG (a registries.conf in base64, whose
# port 65535 stands for the registry's) leads each name there. perl is the only server that every
# Debian and Ubuntu has (perl-base is essential); IO::Socket::INET(3perl).
# Prints for each name the exit status of its pull, US (octal 037) and its error, in a line. Names
# that start with 127.0.0.1:65535/ need no CONFIG. SOCKET, unless it is empty, is asked for the last
# name once more, through podman's API.
#
# The pulls go to a store of their own, where no image of that name can be the agent's; what should
# come through the socket bears LABEL.
verify_policy_pulls() {
  config=$1
  socket=$2
  label=$3
  shift 3
  cd / || exit 125
  work=$(mktemp -d) || exit 125
  # A pull makes it; for the one through the socket no variable of ours says another place.
  if [ ! -e "$HOME/.cache" ]; then touch "$work/no-cache"; fi
  # A step has 240 seconds, and what is left then has to be taken away.
  deadline=$(($(date +%s) + 170))
  trap 'verify_policy_end "$work" "$label"' EXIT
  trap 'exit 143' HUP INT TERM
  verify_policy_image "$work" "$label" || exit 125
  # shellcheck disable=SC2016 # perl expands
  timeout -k 2 230 perl -MIO::Socket::INET -e '
    my ($folder) = @ARGV;
    my $server = IO::Socket::INET->new(LocalAddr => "127.0.0.1", Listen => 16) or die "$!\n";
    open my $port, ">", "$folder/port.new" or die;
    print $port $server->sockport;
    close $port;
    rename "$folder/port.new", "$folder/port" or die;
    $SIG{PIPE} = "IGNORE";
    while (my $client = $server->accept) {
      # TLS is tried first, and its greeting has no line end to wait for.
      next unless read $client, my $first, 1;
      next if $first eq "\x16";
      my ($method, $path) = split / /, $first . (<$client> // next);
      while (my $line = <$client>) { last if $line =~ /^\r?$/ }
      # Under a tag made of the digest lie signatures, and there are none.
      my $file = $path eq "/v2/" ? "root"
        : $path =~ m{/manifests/(?!sha256-)[^/]+$} ? "manifest"
        : $path =~ m{/blobs/sha256:([0-9a-f]{64})$} ? $1 : "none";
      my $type = $file eq "manifest"
        ? "application/vnd.docker.distribution.manifest.v2+json" : "application/octet-stream";
      my ($status, $body) = ("404 Not Found", "{}");
      if (open my $in, "<", "$folder/$file") { local $/; ($status, $body) = ("200 OK", <$in>) }
      print $client "HTTP/1.1 $status\r\nContent-Type: $type\r\nContent-Length: ",
        length $body, "\r\nConnection: close\r\n\r\n", $method eq "HEAD" ? "" : $body;
      close $client;
    }' "$work" </dev/null >/dev/null 2>&1 &
  printf '%s' "$!" >"$work/pid"
  tries=100
  until [ -s "$work/port" ]; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || exit 125
    sleep 0.1
  done
  port=$(cat "$work/port")
  printf '%s' "$config" | base64 -d | sed "s/127\.0\.0\.1:65535/127.0.0.1:$port/" >"$work/registries.conf"
  for name in "$@"; do
    case $name in 127.0.0.1:65535/*) name=127.0.0.1:$port/${name#*/} ;; esac
    XDG_CACHE_HOME=$work CONTAINERS_REGISTRIES_CONF=$work/registries.conf \
      verify_policy_pull "$work" podman --root "$work/store" --runroot "$work/run" \
      --storage-driver vfs pull --quiet --tls-verify=false "$name"
  done
  if [ -n "$socket" ]; then
    verify_policy_pull "$work" \
      podman --remote --url "unix://$socket" pull --quiet --tls-verify=false "$name"
  fi
}

verify_policy_pull() {
  errors=$1/errors
  shift
  if [ "$(date +%s)" -ge "$deadline" ]; then
    printf '124\037no time was left for it\n'
    return
  fi
  status=0
  timeout -k 2 40 "$@" </dev/null >/dev/null 2>"$errors" || status=$?
  # podman puts advice before the line that says what is wrong.
  printf '%s\037%s\n' "$status" "$(grep '^Error: ' "$errors" | tail -n 1 | cut -c 1-600 | tr -d '\036\037')"
}

# A layer with one file, its configuration and its manifest, under their digests.
verify_policy_image() (
  cd "$1" || return
  touch root
  printf x >file && tar --create --file layer file && gzip -c layer >layer.gz || return
  layer=$(sha256sum <layer) && blob=$(sha256sum <layer.gz) || return
  printf '{"architecture":"%s","os":"linux","config":{"Labels":{"%s":"%s"}},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
    "$(dpkg --print-architecture)" "${2%%=*}" "${2#*=}" "${layer%% *}" >config || return
  config=$(sha256sum <config) || return
  cp layer.gz "${blob%% *}" && cp config "${config%% *}" || return
  kind=application/vnd.docker
  printf '{"schemaVersion":2,"mediaType":"%s.distribution.manifest.v2+json","config":{"mediaType":"%s.container.image.v1+json","size":%s,"digest":"sha256:%s"},"layers":[{"mediaType":"%s.image.rootfs.diff.tar.gzip","size":%s,"digest":"sha256:%s"}]}' \
    "$kind" "$kind" "$(wc -c <config)" "${config%% *}" "$kind" "$(wc -c <layer.gz)" "${blob%% *}" >manifest
)

verify_policy_end() {
  if [ -s "$1/pid" ]; then kill "$(cat "$1/pid")" 2>/dev/null; fi
  images=$(timeout -k 2 30 podman images --quiet --filter "label=$2" 2>/dev/null | sort -u)
  # shellcheck disable=SC2086 # ids hold no blanks
  [ -z "$images" ] || timeout -k 2 30 podman rmi --force $images >/dev/null 2>&1
  if [ -e "$1/no-cache" ]; then
    rm -f "$HOME/.cache/containers/short-name-aliases.conf.lock"
    rmdir "$HOME/.cache/containers" "$HOME/.cache" 2>/dev/null
  fi
  rm -rf "$1" 2>/dev/null || timeout -k 2 20 podman unshare rm -rf "$1"
}
