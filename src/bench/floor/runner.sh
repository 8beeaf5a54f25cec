# shellcheck shell=sh
# The work of `provision apply --profile ado-runner`, by hand: every part looks first and acts only
# where something differs. With --check nothing is changed, and 2 is the answer where anything would
# be. Run by root; `files`, which calls put for each file, comes before this text.

set -u
LC_ALL=C
export LC_ALL
user=AzDevOps uid=1001 home=/home/AzDevOps
run=/run/user/$uid
socket=$run/podman/podman.sock
manager=user@$uid.service
check=${1-}
changes=0 checks=0 wrong=0 reload='' refresh=''
work=$(mktemp -d /run/runner.XXXXXX) || exit 1
trap 'rm -rf "$work"' EXIT

# change TEXT COMMAND... : something differs; the command mends it.
change() {
  changes=$((changes + 1))
  echo "~ $1"
  shift
  [ -z "$check" ] || return 0
  "$@" || {
    echo "failed: $*" >&2
    exit 1
  }
}

# expect NAME WANTED FOUND
expect() {
  checks=$((checks + 1))
  [ "$2" = "$3" ] && return 0
  wrong=$((wrong + 1))
  echo "FAILED $1: expected $2, is $3"
}

user_systemctl() {
  runuser -u "$user" -- env "XDG_RUNTIME_DIR=$run" "DBUS_SESSION_BUS_ADDRESS=unix:path=$run/bus" \
    systemctl --user "$@"
}

# A program on standard input, in the environment of a pipeline's step.
as_step() {
  # shellcheck disable=SC2016 # the inner shells expand
  env -i /bin/bash -c '. /etc/profile.d/agent_env_vars.sh
    exec sudo -n -E runuser "$1" -c "eval \"\$(cat)\""' bash "$user"
}

# ---- packages

packages='aardvark-dns buildah catatonit crun dbus-user-session iptables netavark nftables passt
  podman skopeo slirp4netns uidmap'

install_packages() {
  DEBIAN_FRONTEND=noninteractive
  export DEBIAN_FRONTEND
  # shellcheck disable=SC2086 # a list of names
  apt-get -q update && apt-get -q -y --no-install-recommends install $packages
}

podman_version() {
  version=${installed#*'|podman installed '}
  echo "${version%%|*}"
}

look_at_packages() {
  # shellcheck disable=SC2016,SC2086 # dpkg-query expands; a list of names
  installed=$(dpkg-query -W -f '|${Package} ${db:Status-Status} ${Version}' $packages 2>/dev/null)
}

look_at_packages
lacking=''
for package in $packages; do
  case $installed in
    *"|$package installed "*) ;;
    *) lacking="$lacking $package" ;;
  esac
done
[ -n "$lacking" ] || dpkg --compare-versions "$(podman_version)" ge 4.3 || lacking=' podman'
if [ -n "$lacking" ]; then
  change "packages:$lacking" install_packages
  look_at_packages
fi
release=$(podman_version)
release=${release%%[+~]*}

# ---- account

# useradd hands out subordinate ids as well.
passwd=$(getent passwd "$user")
case $(getent group "$user") in
  "$user:"*":$uid:"*) ;;
  *) change "group $user" groupadd --gid "$uid" "$user" ;;
esac
case $passwd in
  "$user:"*":$uid:$uid:"*":$home:/bin/bash") ;;
  '') change "account $user" useradd --create-home --uid "$uid" --gid "$uid" --home-dir "$home" \
    --shell /bin/bash "$user" ;;
  *) change "account $user" usermod --uid "$uid" --gid "$uid" --home "$home" --shell /bin/bash \
    "$user" ;;
esac
member=" $(id -nG "$user" 2>/dev/null) "
for group in adm sudo; do
  case $member in
    *" $group "*) ;;
    *) change "$user joins $group" usermod --append --groups "$group" "$user" ;;
  esac
done
for kind in uid gid; do
  if ! grep -qs "^$user:" "/etc/sub$kind"; then
    change "sub${kind}s of $user" usermod "--add-sub${kind}s" 231072-296607 "$user"
  fi
done

# folder PATH [MODE] : the account's own.
folder() {
  case $(stat -c '%F %04a %U:%G' "$1" 2>/dev/null) in
    "directory ${2-}"*" $user:$user") ;;
    *) change "folder $1" install -d -m "${2:-0700}" -o "$user" -g "$user" "$1" ;;
  esac
}
folder "$home"
folder "$home/.config" 0755
folder "$home/.config/containers" 0755

# ---- files

# put MODE OWNER PATH : the content comes on standard input.
put() {
  new=$work/new
  cat >"$new"
  if [ "$(stat -c '%F %04a %U:%G' "$3" 2>/dev/null)" = "regular file $1 $2" ] ||
    [ "$(stat -c '%F %04a %U:%G' "$3" 2>/dev/null)" = "regular empty file $1 $2" ]; then
    if cmp -s "$new" "$3"; then return 0; fi
  fi
  change "file $3" place "$1" "$2" "$3"
}

place() {
  case $3 in
    /etc/sudoers.d/*) chmod 0440 "$new" && visudo -cqf "$new" || return 1 ;;
    */containers.conf) CONTAINERS_CONF=$new podman --version >/dev/null || return 1 ;;
  esac
  mkdir -p "${3%/*}" &&
    install -m "$1" -o "${2%:*}" -g "${2#*:}" "$new" "$3.new" && mv -f "$3.new" "$3" || return 1
  case $3 in
    /etc/systemd/*) reload=yes ;;
    */containers/*) refresh=yes ;;
  esac
}
files

# Other people's lines of /etc/environment stay.
write_environment() {
  sed -E '/^(export +)?(DBUS_SESSION_BUS_ADDRESS|DOCKER_HOST|DOCKER_SOCK|XDG_RUNTIME_DIR)=/d' \
    /etc/environment >"$work/new" && sed "s/^export //" "$work/lines" >>"$work/new" &&
    install -m 0644 "$work/new" /etc/environment.new && mv -f /etc/environment.new /etc/environment
}
grep '^export ' /etc/profile.d/agent_env_vars.sh >"$work/lines" 2>/dev/null
if ! [ -s "$work/lines" ] ||
  [ "$(sed 's/^export //' "$work/lines" | grep -cxFf - /etc/environment)" != 4 ]; then
  [ -e /etc/environment ] || [ -n "$check" ] || : >/etc/environment
  change 'variables in /etc/environment' write_environment
fi

# ---- what runs

start_manager() {
  loginctl enable-linger "$user" && systemctl start "$manager" && wait_for_bus
}

restart_manager() {
  systemctl daemon-reload && systemctl restart "$manager" && wait_for_bus
}

wait_for_bus() {
  tries=0
  until [ -S "$run/bus" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || return 1
    sleep 0.1
  done
}

[ -z "$reload" ] || systemctl daemon-reload
[ -d /sys/module/overlay ] || change 'module overlay' modprobe overlay
getfacl -cpE /home | grep -qx "default:user:$user:rwx" ||
  change 'access to /home' setfacl -m "default:user:$user:rwx" /home
if [ ! -e "/var/lib/systemd/linger/$user" ] || [ ! -S "$run/bus" ]; then
  change "linger of $user" start_manager
fi
delegated=$(cat "/sys/fs/cgroup/user.slice/user-$uid.slice/$manager/cgroup.controllers" 2>/dev/null)
for controller in cpu cpuset io memory pids; do
  case " $delegated " in
    *" $controller "*) ;;
    *)
      [ -z "$delegated" ] && [ -z "$check" ] && [ -n "$reload" ] && break
      change "delegation of $controller" restart_manager
      break
      ;;
  esac
done
if [ "$(user_systemctl is-enabled podman.socket 2>/dev/null)" != enabled ] ||
  [ "$(user_systemctl is-active podman.socket 2>/dev/null)" != active ]; then
  change podman.socket user_systemctl -q enable --now podman.socket
elif [ -n "$refresh" ]; then
  user_systemctl try-restart podman.service
fi
[ "$(readlink /run/docker.sock)" = "$socket" ] ||
  change /run/docker.sock systemd-tmpfiles --create /etc/tmpfiles.d/podman-docker.conf

# ---- what would win over all of it

# present FILE... : those that are there.
present() {
  for file in "$@"; do
    if [ -e "$file" ] || [ -L "$file" ]; then echo "$file"; fi
  done
}

expect 'files of podman beside ours' /etc/containers/registries.conf.d/shortnames.conf "$(
  present /etc/containers/*.conf.d/*.conf /usr/share/containers/*.conf.d/*.conf /root/.config/containers/* \
    "$home"/.config/containers/policy.json "$home"/.config/containers/registries.conf \
    "$home"/.config/containers/*.conf.d/*
)"
expect 'units beside the package' '' "$(
  present /etc/systemd/user/podman.s* "$home"/.config/systemd/user/podman.s* \
    /run/systemd/user/podman.s* "$run"/systemd/*/podman.s* /etc/systemd/system/"$manager"* \
    /run/systemd/system/user@* /run/systemd/transient/user@*
)"
expect 'tmpfiles.d for docker.sock' /etc/tmpfiles.d/podman-docker.conf "$(
  systemd-tmpfiles --cat-config |
    awk '/^# \// { file = $2 } $2 ~ "^(/run|/var/run|%t)/docker.sock$" { print file; exit }'
)"
expect 'rules of sudo for the account' "$user ALL=(ALL:ALL) NOPASSWD: ALL" "$(
  cat /etc/sudoers /etc/sudoers.d/* | grep "^$user "
)"
expect 'variables and docker of a step' "podman version $release
/usr/local/bin/docker" "$(
  as_step <<'STEP' 2>&1
podman --version
{ env; systemctl --user show-environment; } |
  grep -E '^(CONTAINERS_|REGISTRIES_CONFIG_PATH|STORAGE_|CONTAINER_HOST|XDG_CONFIG_HOME)'
command -v docker
STEP
)"

if [ -n "$check" ]; then
  echo "$changes changes, $checks checks, $wrong failed"
  [ "$((changes + wrong))" = 0 ] || exit 2
  exit 0
fi

# ---- whether it works

expect 'packages of docker' '' "$(
  # shellcheck disable=SC2016 # dpkg-query expands
  dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' docker.io docker-cli docker-ce docker-ce-cli \
    moby-engine moby-cli 2>/dev/null | grep '^.i'
)"
expect 'account' "$user:x:$uid:$uid::$home:/bin/bash" "$(getent passwd "$user")"
case $(sudo -n -l -U "$user") in
  *'(ALL : ALL) NOPASSWD: ALL') expect sudo yes yes ;;
  *) expect sudo yes no ;;
esac
expect 'user manager' active "$(systemctl show "$manager" --property=ActiveState --value)"
expect linger yes "$(loginctl show-user "$user" --property=Linger --value)"
expect places "directory 700 $user
socket 660 $user
symbolic link 777 root" "$(stat -c '%F %a %U' "$run" "$socket" /run/docker.sock)"

as_step >"$work/step" 2>&1 <<'STEP'
cd /
work=$(mktemp -d "$HOME/.runner.XXXXXX")
trap 'rm -rf "$work"' EXIT
echo "identity: $(id -u) $(id -g) $(id -Gn)"
printenv DBUS_SESSION_BUS_ADDRESS DOCKER_HOST DOCKER_SOCK XDG_RUNTIME_DIR
podman info --format '{{.Host.Security.Rootless}} {{.Host.CgroupsVersion}} {{.Host.CgroupManager}}
{{.Host.OCIRuntime.Name}} {{.Host.NetworkBackend}} {{.Host.LogDriver}} {{.Host.EventLogger}}
{{.Store.GraphDriverName}} {{index .Store.GraphStatus "Native Overlay Diff"}} {{.Store.RunRoot}}
{{.Host.RemoteSocket.Path}} {{.Host.RemoteSocket.Exists}} {{.Host.CgroupControllers}}
{{range .Host.IDMappings.UIDMap}}{{.Size}} {{end}}{{range .Host.IDMappings.GIDMap}}{{.Size}} {{end}}
{{json .Registries}}'
echo "docker: $(docker version --format '{{.Client.APIVersion}}') $(docker version --format '{{.Server.APIVersion}}')"
docker info -f '{{range .Plugins.Network}}{{println .}}{{end}}' | grep -x bridge
systemctl --user is-enabled podman.socket
systemctl --user show podman.socket --property=ActiveState,Listen

# The API, through what a host has anyway.
for socket in "$XDG_RUNTIME_DIR/podman/podman.sock" /run/docker.sock; do
  mkfifo "$work/in"
  exec 3<>"$work/in"
  for path in /_ping /version; do printf 'GET %s HTTP/1.1\r\nHost: d\r\n\r\n' "$path" >&3; done
  printf 'GET /v4.0.0/libpod/info HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n' >&3
  timeout 40 podman --remote --url "unix://$socket" system dial-stdio <"$work/in" >"$work/out"
  exec 3>&-
  rm "$work/in"
  grep -o 'HTTP/1.1 200 OK' "$work/out" | wc -l
  grep -o -e '^OK' -e '"runRoot":"[^"]*"' "$work/out"
done

# A container without an image: the host's own shell.
for file in /bin/sh $(ldd /bin/sh | grep -o '/[^ ]*'); do
  mkdir -p "$work/root${file%/*}" && cp -L "$file" "$work/root$file"
done
timeout 45 podman run --rm --network none --rootfs "$work/root" /bin/sh -c \
  'while read -r line; do echo "$line"; done </proc/self/limits' | grep '^Max open files'
STEP
sed -i -E 's/ +$//; s/  +/ /g' "$work/step"
found=$(cat "$work/step")
# has NAME TEXT
has() {
  case $found in
    *"$2"*) expect "$1" yes yes ;;
    *)
      expect "$1" "$2" "other, see below"
      ;;
  esac
}
has identity "identity: $uid $uid $user adm sudo"
has variables "unix:path=$run/bus
unix://$socket
$socket
$run"
has 'podman info' 'true v2 systemd'
has 'podman info: runtime, network, log' 'crun netavark journald journald'
has 'podman info: storage' "overlay true $run/containers"
has 'podman info: socket' "$socket true"
has 'podman info: controllers' '[cpuset cpu io memory pids]'
has 'podman info: ids' '1 65536 1 65536'
for registry in docker quay gcr ms; do
  has "registry $registry" "\"Location\":\"devopsbasecr.azurecr.io/$registry\""
done
has 'search order' '"search":["docker.io","quay.io","gcr.io"]'
has 'docker version' "docker: $release $release"
has 'docker info' bridge
has podman.socket "enabled
Listen=$socket (Stream)
ActiveState=active"
has 'both sockets' "3
OK
\"runRoot\":\"$run/containers\"
3
OK
\"runRoot\":\"$run/containers\""
has 'container and its limits' 'Max open files 10000 20000 files'

echo "$changes changes, $checks checks, $wrong failed"
if [ "$wrong" != 0 ]; then
  cat "$work/step"
  exit 1
fi
