# Sourced by selftest: each program that chroot promises, in each distro.
# shellcheck shell=bash
# shellcheck disable=SC2154

functions_of() {
  sed -n 's/^\([a-z_]*\)() {$/\1/p' "$here/selftest.d/$1"
}

for distro in bookworm trixie forky; do
  check "$distro: the tree can be built" "$here/chroot" path "$distro"
  for user in root agent; do
    for function in $(functions_of "in-chroot-$user"); do
      check "$distro, $user: ${function//_/ }" "$here/chroot" run "$distro" --user "$user" \
        --bind "$here/selftest.d:/selftest" --bind "$(command -v busybox):/busybox" -- \
        "/selftest/in-chroot-$user" "$function"
    done
  done
  check "$distro: nothing that was written is there the next time" \
    "$here/chroot" run "$distro" -- test ! -e /etc/tmpfiles.d/lab.conf
done
check_not 'the status is that of the command' "$here/chroot" run bookworm -- false

input_is_passed_on() {
  [[ $(echo word | "$here/chroot" run bookworm -- cat) == word ]]
}
check 'standard input is passed on' input_is_passed_on
