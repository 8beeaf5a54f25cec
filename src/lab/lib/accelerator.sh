# Sourced: hardware virtualisation where it really works, emulation where it does not.
# shellcheck shell=bash

# accelerator_of MACHINE : prints kvm or tcg. PROVISION_LAB_ACCEL decides, if it is set; otherwise it
# is tried out once for each boot of this machine.
accelerator_of() {
  case ${PROVISION_LAB_ACCEL:-} in
    kvm | tcg) printf '%s\n' "$PROVISION_LAB_ACCEL" ;;
    '') cat -- "$(kvm_verdict_dir "$1")/accelerator" ;;
    *) die "PROVISION_LAB_ACCEL is '$PROVISION_LAB_ACCEL'; it may be kvm or tcg" ;;
  esac
}

# With cx16, Debian 13's kernel panics under emulation (double fault in the slab allocator). Without
# erms and fsrm nobody copies by `rep movsb`, which is emulated byte by byte: booting takes a third
# less. Fewer levels of page tables (la57) are fewer steps to emulate. One emulated processor does a
# third more than two: it has no locks to wait for, no atomics to emulate, and nobody's buffers to
# flush but its own.
processor_options() {
  case $1 in
    kvm) printf '%s\n' -accel kvm -cpu host -smp 2 ;;
    tcg) printf '%s\n' -accel 'tcg,tb-size=512' -cpu 'max,-cx16,-erms,-fsrm,-la57' \
      -smp 1 ;;
  esac
}

# What a saved machine state depends on besides its disk: it may only be loaded by the same QEMU on
# the same kind of processor.
processor_identity() {
  qemu-system-x86_64 --version | head -n 1
  processor_options "$1"
  if [[ $1 == kvm ]]; then
    uname -r
    sed -n '/^\(vendor_id\|model\|stepping\|microcode\|flags\)/p; /^$/q' /proc/cpuinfo
  fi
}
