# Sourced by selftest: a machine under emulation, whatever this machine could do.
# shellcheck shell=bash
# shellcheck disable=SC2154

names+=(slow)
timed 'slow comes up under emulation' env PROVISION_LAB_ACCEL=tcg "$here/lab" up slow
check 'slow: it is emulated' grep -q -x LAB_ACCEL=tcg "$PROVISION_LAB_STATE/slow/env"
check 'slow: it answers' "$here/lab" ssh slow touch marker
timed 'slow: reset' "$here/lab" reset slow
check_not 'slow: what was written is gone' "$here/lab" ssh slow test -e marker
check 'slow: down' "$here/lab" down slow

# What an emulated kernel does by itself, once in some hundred boots.
panics_at_its_next_boot() {
  "$here/lab" ssh slow sudo tee /etc/systemd/system/panic.service >/dev/null <<'END'
[Unit]
ConditionPathExists=/panic
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'rm /panic; sync; echo c >/proc/sysrq-trigger'
[Install]
WantedBy=sysinit.target
END
  "$here/lab" ssh slow 'sudo systemctl enable -q panic.service && sudo touch /panic && sync'
  "$here/lab" reboot slow
}

check 'slow: a kernel that panics while it boots is started once more' panics_at_its_next_boot
check 'slow: it did panic' grep -q 'Kernel panic' "$PROVISION_LAB_STATE/slow/console.log"
