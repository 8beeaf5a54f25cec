# Sourced: one QEMU process, in a directory with base.img, disk.qcow2, vmlinuz, initrd.img and env.
# shellcheck shell=bash

machine_runs() { runs "$1/qemu.pid"; }

# boot DIR [QEMU OPTION...] : starts QEMU on free ports, or on those it had before. It ends where the
# machine restarts: under emulation a kernel now and then hangs on processors that were reset, never
# on new ones.
boot() {
  local dir=$1
  shift
  hang_up "$dir"
  stat -c %s "$dir/console.log" >"$dir/console.start" 2>/dev/null || echo 0 >"$dir/console.start"
  for _ in 1 2 3 4 5; do
    if launch "$dir" -no-reboot "$@"; then
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

# panicked DIR : whether the emulator is why it died. A kernel that patches its own code while it boots
# now and then meets a half of it on another emulated processor: seen with Debian 13, an oops in a jump
# that had just been patched.
panicked() {
  [[ $(env_get "$1" LAB_ACCEL) == tcg ]] &&
    tail -c "+$(($(<"$1/console.start") + 1))" "$1/console.log" | grep -q 'Kernel panic - not syncing'
}

write_known_hosts() {
  local port
  port=$(env_get "$1" LAB_PORT)
  cut -d ' ' -f 1,2 "$1/host_key.pub" | sed "s/^/[127.0.0.1]:$port /" >"$1/known_hosts"
}

# learn_host_keys DIR : those that a machine with new ones has told on its console, between the marks
# of cloud-init. The ones before stay known: a reset brings them back.
learn_host_keys() {
  local key
  [[ -e $1/console.log ]] || return 0
  while read -r key; do
    grep -q -x -F "$key" "$1/host_key.pub" || {
      printf '%s\n' "$key" >>"$1/host_key.pub"
      env_set "$1" "LAB_HOST_KEY_FINGERPRINT=$(ssh-keygen -l -f - <<<"$key" | cut -d ' ' -f 2)"
      write_known_hosts "$1"
    }
  done < <(tr -d '\r' <"$1/console.log" |
    sed -n '/BEGIN SSH HOST KEY KEYS/,/END SSH HOST KEY KEYS/ s/^ssh-ed25519 AAAA[^ ]*/&/p')
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
# waited for, one whose emulated kernel panicked is started once more. It logs in each time: Debian
# 13's sshd shuts out who connects and then leaves.
wait_ready() {
  local dir=$1 deadline=$((SECONDS + $2)) state='' again=1
  until [[ $state == running || $state == degraded ]]; do
    if ! machine_runs "$dir" && ((again)) && panicked "$dir"; then
      say 'the emulated kernel panicked while it booted; once more'
      again=0 deadline=$((SECONDS + $2))
      boot "$dir"
    fi
    machine_runs "$dir" || {
      console_tail "$dir"
      die "QEMU of $dir ended: $(tail -n 3 "$dir/qemu.log")"
    }
    ((SECONDS < deadline)) || {
      console_tail "$dir"
      die "the machine is not up after $2 seconds (ssh says: ${state:-nothing})"
    }
    state=$(ssh_to "$dir" root "$readiness" </dev/null 2>&1 | tail -n 1) || {
      learn_host_keys "$dir"
      sleep 0.2
    }
  done
  [[ $state == running ]] || say "systemd is degraded: $(ssh_to "$dir" root \
    systemctl list-units --failed --plain --no-legend </dev/null | cut -d ' ' -f 1 | xargs)"
}

# snapshots DIR : their names, one a line; whether QEMU runs or not.
snapshots() {
  qemu-img snapshot --force-share -l "$1/disk.qcow2" | awk '$1 ~ /^[0-9]+$/ { print $2 }'
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
