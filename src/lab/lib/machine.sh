# Sourced: one QEMU process, in a directory with base.img, disk.qcow2, vmlinuz, initrd.img and env.
# shellcheck shell=bash

machine_runs() { runs "$1/qemu.pid"; }

# boot DIR [QEMU OPTION...] : starts QEMU on free ports, or on those it had before.
boot() {
  local dir=$1
  shift
  for _ in 1 2 3 4 5; do
    if launch "$dir" "$@"; then
      env_set "$dir" "LAB_PID=$(<"$dir/qemu.pid")"
      return
    fi
    # Somebody else listens on that port by now.
    grep -q 'host forwarding' "$dir/qemu.log" || break
    env_set "$dir" "LAB_PORT=$(free_port)"
    write_known_hosts "$dir"
  done
  die "QEMU does not start: $(tail -n 5 "$dir/qemu.log")"
}

# -daemonize returns when the machine is set up and lets go of the caller's terminal and pipes.
# Relative names, except where QEMU looks again later, when it has left the directory.
# guestfwd: restrict=on lets the guest reach nothing but these two; each connection gets a process of
# its own, so the machine can use fixed addresses while the ports of this machine vary.
# cache=unsafe: a flush of the guest still puts everything into the file, so it survives a killed
# QEMU; only the host's own fsync, against a crash of the host, is left out.
launch() {
  local dir=$1 accel options
  shift
  accel=$(env_get "$dir" LAB_ACCEL)
  mapfile -t options < <(processor_options "$accel")
  (
    cd -- "$dir" || exit
    qemu-system-x86_64 "${options[@]}" -machine pc -nodefaults -no-user-config -m 2048 -smp 2 \
      -display none -daemonize -pidfile "$dir/qemu.pid" \
      -chardev file,id=console,path="$dir/console.log",append=on -serial chardev:console \
      -qmp unix:qmp.sock,server=on,wait=off \
      -kernel vmlinuz -initrd initrd.img \
      -append 'root=/dev/vda rw console=ttyS0 net.ifnames=0 mitigations=off init_on_alloc=0 loglevel=5 systemd.show_status=auto' \
      -drive file=disk.qcow2,format=qcow2,if=virtio,cache=unsafe,discard=unmap \
      -device virtio-rng-pci \
      -netdev "user,id=net,restrict=on,ipv6=off,hostfwd=tcp:127.0.0.1:$(env_get "$dir" LAB_PORT)-:22,guestfwd=tcp:10.0.2.100:443-cmd:socat - TCP:$(env_get "$dir" LAB_REGISTRY),guestfwd=tcp:10.0.2.101:80-cmd:busybox httpd -i -h $dir/www" \
      -device virtio-net-pci,netdev=net,romfile= \
      "$@" </dev/null >qemu.log 2>&1
  )
}

write_known_hosts() {
  local port
  port=$(env_get "$1" LAB_PORT)
  printf '[127.0.0.1]:%s %s\n' "$port" "$(cut -d ' ' -f 1,2 "$1/host_key.pub")" >"$1/known_hosts"
}

console_tail() {
  tail -n "${2:-20}" "$1/console.log" 2>/dev/null | tr -d '\r' | sed 's/^/  console: /' >&2 || true
}

# What the guest is asked until it answers. A saved state wakes up in its own past; QEMU's real-time
# clock goes on with this machine's, and knows better.
# shellcheck disable=SC2016 # the guest expands
readiness='date --set="@$(cat /sys/class/rtc/rtc0/since_epoch)" >/dev/null
timeout 60 systemctl is-system-running --wait'

# wait_ready DIR SECONDS : ends when systemd has started everything; a machine that died is not
# waited for. It logs in each time: Debian 13's sshd shuts out who connects and then leaves.
wait_ready() {
  local dir=$1 deadline=$((SECONDS + $2)) state=''
  until [[ $state == running || $state == degraded ]]; do
    machine_runs "$dir" || {
      console_tail "$dir"
      die "QEMU of $dir ended: $(tail -n 3 "$dir/qemu.log")"
    }
    ((SECONDS < deadline)) || {
      console_tail "$dir"
      die "the machine is not up after $2 seconds (ssh says: ${state:-nothing})"
    }
    state=$(ssh_to "$dir" root "$readiness" </dev/null 2>&1 | tail -n 1) || sleep 0.2
  done
  [[ $state == running ]] || say "systemd is degraded: $(ssh_to "$dir" root \
    systemctl list-units --failed --plain --no-legend </dev/null | cut -d ' ' -f 1 | xargs)"
}

# snapshots DIR : their names, one a line; whether QEMU runs or not.
snapshots() {
  qemu-img snapshot --force-share -l "$1/disk.qcow2" | awk '$1 ~ /^[0-9]+$/ { print $2 }'
}

# prepare_disk DIR MACHINE [SAVED] : the overlay names its base by a relative link, so that a copy of
# it works in any directory.
prepare_disk() {
  local file
  for file in vmlinuz initrd.img; do
    ln -s -- "$2/$file" "$1/$file"
  done
  ln -s -- "$2/disk.img" "$1/base.img"
  if (($# == 3)); then
    cp --reflink=auto --sparse=always -- "$3/disk.qcow2" "$1/disk.qcow2"
  else
    (cd -- "$1" && qemu-img create -q -f qcow2 -b base.img -F raw disk.qcow2)
  fi
}

# prepare_env DIR ACCEL IDENTITY
prepare_env() {
  cp -- "$3/ssh_host_ed25519_key.pub" "$1/host_key.pub"
  env_set "$1" LAB_HOST=127.0.0.1 "LAB_PORT=$(free_port)" LAB_USER=packer "LAB_KEY=$3/id_ed25519" \
    "LAB_KNOWN_HOSTS=$1/known_hosts" \
    "LAB_HOST_KEY_FINGERPRINT=$(ssh-keygen -l -f "$1/host_key.pub" | cut -d ' ' -f 2)" \
    "LAB_ACCEL=$2" LAB_REGISTRY=127.0.0.1:1
  write_known_hosts "$1"
}
