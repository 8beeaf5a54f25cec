# Sourced by selftest: two machines, of two distros, side by side.
# shellcheck shell=bash
# shellcheck disable=SC2154,SC2016 # set by selftest; expanded by other shells

value() { sed -n "s/^$2=//p" "$PROVISION_LAB_STATE/$1/env"; }
in_lab() { "$here/lab" ssh "$@"; }
as_user() { LAB_SSH_USER=$1 in_lab "${@:2}"; }

says() {
  local wanted=$1 answer
  shift
  if answer=$("$@") && [[ $answer == *"$wanted"* ]]; then return 0; fi
  printf 'wanted: %s\n%s\n' "$wanted" "$answer"
  return 1
}

# Not ended early by a step that fails, as a function in a condition is not: hence the && below.
up_holds_nothing_open() {
  # Would hang, were the daemons still writing into the pipe.
  local text
  text=$("$here/lab" up blue 2>&1) && [[ $text == *'lab blue is up'* ]]
}

clock_is_right() {
  local difference=$(($(in_lab "$1" date +%s) - $(date +%s)))
  ((difference >= -5 && difference <= 5))
}

timed 'blue (bookworm) comes up' "$here/lab" up blue
timed 'green (trixie) comes up beside it' "$here/lab" up green --distro trixie
timed 'up again changes nothing' up_holds_nothing_open
check 'both are listed as running' says $'blue\tbookworm\trunning' "$here/lab" list
check 'they have ports of their own' test "$(value blue LAB_PORT)" != "$(value green LAB_PORT)"
check_not 'a lab does not change its distro' "$here/lab" up blue --distro trixie
check_not 'no lab is made of another distro' "$here/lab" up red --distro buster
check_not 'a name cannot leave the state directory' "$here/lab" up ../red

for name in "${names[@]}"; do
  check "$name: systemd is running" says running in_lab "$name" systemctl is-system-running
  check "$name: the host key is the one in its env" says "$(value "$name" LAB_HOST_KEY_FINGERPRINT)" \
    in_lab "$name" ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub
  check "$name: cgroup v2" says cgroup2fs in_lab "$name" stat -fc %T /sys/fs/cgroup
  check "$name: packer has sudo without a password" says 0 in_lab "$name" sudo -n id -u
  check_not "$name: nosudo has not" as_user nosudo "$name" sudo -n true
  check_not "$name: pwsudo needs a password" as_user pwsudo "$name" sudo -n true
  check "$name: pwsudo has one" says 0 as_user pwsudo "$name" 'echo provision | sudo -S -p "" id -u'
  check "$name: sudo is quiet" says '<>' in_lab "$name" 'echo "<$(sudo true 2>&1)>"'
  check "$name: root may log in" says 0 as_user root "$name" id -u
  check_not "$name: uid 1001 is free" in_lab "$name" getent passwd 1001
  for program in podman buildah skopeo newuidmap; do
    check_not "$name: there is no $program" in_lab "$name" command -v "$program"
  done
  check "$name: the clock is right" clock_is_right "$name"

  for host in devopsbasecr.azurecr.io outside.example.com signed.example.com; do
    check "$name: $host answers, with a certificate that is trusted" \
      says docker/library/busybox in_lab "$name" curl -sS "https://$host/v2/_catalog"
  done
  check "$name: the registry's log has it" \
    grep -q 'GET /v2/_catalog' "$(value "$name" LAB_REGISTRY_LOG)"
  check "$name: forty connections at once" says 40 in_lab "$name" \
    'for i in $(seq 40); do curl -sS https://devopsbasecr.azurecr.io/v2/ & done | grep -o "{}" | wc -l'
  check_not "$name: there is no way out" in_lab "$name" curl -sS -m 5 http://192.0.2.1/
  check_not "$name: and none to this machine" \
    in_lab "$name" curl -sS -m 5 "http://10.0.2.2:$(value "$name" LAB_PORT)/"

  head -c 50000000 /dev/urandom >"$(value "$name" LAB_WWW)/big"
  check "$name: fifty megabytes arrive whole" \
    says "$(sha256sum <"$(value "$name" LAB_WWW)/big")" \
    in_lab "$name" 'curl -sS http://10.0.2.101/files/big | sha256sum'
  rm -f -- "$(value "$name" LAB_WWW)/big"
  check "$name: bytes survive ssh in both directions" \
    says "$(head -c 1000000 /bin/bash | sha256sum)" \
    bash -c 'head -c 1000000 /bin/bash | "$0" ssh "$1" cat | sha256sum' "$here/lab" "$name"
done

timed 'blue: apt-get update' in_lab blue sudo apt-get -q update
check_not 'blue: provision-lab-extra is not to be had' \
  in_lab blue sudo apt-get -q --assume-yes install provision-lab-extra
timed 'blue: podman can be installed' \
  in_lab blue sudo apt-get -q --assume-yes --no-install-recommends install podman
check 'blue: and runs' says 'podman version 4.3' in_lab blue podman --version

extra_can_be_added() {
  in_lab green 'sudo tee /etc/apt/keyrings/extra.asc' <"$(value green LAB_APT_KEY)" && in_lab green 'echo "deb [signed-by=/etc/apt/keyrings/extra.asc] http://10.0.2.101/extra/ stable main" |
    sudo tee /etc/apt/sources.list.d/extra.list && sudo apt-get -q update &&
    sudo apt-get -q --assume-yes install provision-lab-extra=1.0'
}
check 'green: the extra repository can be added with its key' extra_can_be_added
check 'green: its package is installed' says 'hello from 1.0' \
  in_lab green cat /usr/share/provision-lab-extra/hello
resolves() {
  in_lab green "sudo apt-get -q --assume-yes --simulate install $1"
}
check 'green: podman and what goes with it can be resolved' resolves \
  'podman buildah skopeo uidmap slirp4netns passt netavark aardvark-dns crun fuse-overlayfs'
check 'green: podman-docker can be resolved' resolves podman-docker
check 'green: docker.io can be resolved' resolves docker.io

check 'blue: a snapshot' "$here/lab" snapshot blue installed
timed 'blue: reset' "$here/lab" reset blue
check_not 'blue: podman is gone' in_lab blue command -v podman
check 'blue: systemd is running' says running in_lab blue systemctl is-system-running
check 'blue: the clock is right' clock_is_right blue
check 'blue: the registry still answers' \
  says docker/library/busybox in_lab blue curl -sS https://devopsbasecr.azurecr.io/v2/_catalog
timed 'blue: reset to the snapshot' "$here/lab" reset blue installed
check 'blue: podman is back' says 'podman version 4.3' in_lab blue podman --version
check_not 'blue: there is no other snapshot to reset to' "$here/lab" reset blue nonsense
timed 'blue: reset, again' "$here/lab" reset blue

kept_through_a_power_cut() {
  in_lab blue 'echo kept >kept && sync kept .' && "$here/lab" kill blue && refused in_lab blue true &&
    "$here/lab" start blue && says kept in_lab blue cat kept
}
timed 'blue: what was synced is kept through kill and start' kept_through_a_power_cut
check 'blue: the disk is sound' qemu-img check --force-share "$PROVISION_LAB_STATE/blue/disk.qcow2"
timed 'blue: reboot' "$here/lab" reboot blue
check 'blue: and the file is still there' says kept in_lab blue cat kept
check 'blue: reset after that' "$here/lab" reset blue
check_not 'blue: and the file is not' in_lab blue test -e kept

heals() {
  kill -9 "$(value blue LAB_PID)" && sleep 0.5 && says $'blue\tbookworm\tstopped' "$here/lab" list &&
    "$here/lab" up blue
}
timed 'blue: up heals a machine whose QEMU died' heals

leaves_nothing() {
  local name
  for name in "${names[@]}"; do "$here/lab" down "$name" || return 1; done
  [[ ! -e $PROVISION_LAB_STATE/blue ]] && ! pgrep -a -f -- "$PROVISION_LAB_STATE/"
}
check 'down leaves no process and no directory' leaves_nothing
