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
